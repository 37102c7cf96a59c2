import pytest
from tests.journeys.wire import Wire
pytestmark = pytest.mark.browser

def show(tab, book, audit, what):
    print("==", what, "state", tab.page.evaluate("document.querySelector('[data-testid=stApp]')?.dataset"), 'dialog', tab.page.locator('[role=dialog]').all_inner_texts())
    for k in ('F1','F2','F3'):
        b = tab.box(k)
        a = book.answer(audit,k)
        print(k, 'screen', tab.chosen(k), repr(b.input_value()) if b.count() else None, 'dis', b.is_disabled() if b.count() else None, tab.saved(k), '| db', a.rating, repr(a.evidence))

@pytest.mark.parametrize("how", ["kill", "hold-kill"])
def test_restart(opened, new_app, new_book, how):
    wire = Wire(new_app.port)
    try:
        tab = opened(new_app); tab.url = wire.url
        audit = tab.start_audit("Midwifery")
        tab.go(audit, "fathers")
        tab.choice('F1',0).click(); tab.settle(); tab.box('F1').click(); tab.type('before'); 
        if how == 'kill': new_app.stop(roughly=True)
        else: wire.hold()
        tab.type(' and after')
        tab.page.wait_for_timeout(1500)
        show(tab,new_book,audit,'after 1.5 s')
        if how == 'hold-kill':
            tab.choice('F2',1).click(timeout=1000)
            tab.box('F3').click(timeout=1000); tab.type('typed while offline')
        tab.page.wait_for_timeout(1500)
        show(tab,new_book,audit,'offline')
        if how == 'hold-kill': new_app.stop(roughly=True); wire.cut()
        new_app.start(); wire.mend()
        for i in range(4):
            tab.page.wait_for_timeout(2500)
            show(tab,new_book,audit,f'mended {i}')
        tab.page.screenshot(path=f'/tmp/j/off-{how}2.png')
        tab.foreign.clear()
    finally:
        wire.close()
