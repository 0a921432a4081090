"""The page: `rasoat serve` runs it, `streamlit run app.py` too."""

if __name__ == "__main__":  # a process that checks documents beside the page imports this file as well
    from analyzer.pages.common import run

    run()
