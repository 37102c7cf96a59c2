"""The line between the browser and the app, which can be held or cut: a tunnel, a closed lid, a dead router."""

import contextlib
import socket
import threading
import time

CHUNK = 65536


class Wire:
    """Passes on what goes to and from a port. `hold` lets it vanish unnoticed, `cut` breaks every line, `slow` delays."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._flows = threading.Event()
        self._flows.set()
        self._is_cut = False
        self._late = 0.0
        self._ends: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._guard = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._begin(self._accept)

    def hold(self) -> None:
        """From now on nothing arrives, and neither side is told: what is sent is lost on `cut`."""
        self._flows.clear()

    def slow(self, seconds: float) -> None:
        """From now on each piece takes so long to arrive."""
        self._late = seconds

    def cut(self) -> None:
        """Break every line; new ones are refused until `mend`."""
        self._is_cut = True
        with self._guard:
            for each in self._ends:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
        self._flows.set()

    def mend(self) -> None:
        """Let everything through again."""
        self._is_cut = False
        self._flows.set()

    def close(self) -> None:
        self.cut()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._threads:
            each.join(5)

    def _begin(self, work: object, *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                if self._is_cut:
                    raise ConnectionRefusedError
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                near.close()
                continue
            with self._guard:
                self._ends |= {near, far}
            self._begin(self._carry, near, far)

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        back = threading.Thread(target=self._pump, args=(far, near), daemon=True)
        back.start()
        self._pump(near, far)
        back.join()
        with self._guard:
            self._ends -= {near, far}
        near.close()
        far.close()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        """Pass on until one end is closed; then close the other."""
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                self._flows.wait()
                time.sleep(self._late)
                if self._is_cut:
                    break
                sink.sendall(data)
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
