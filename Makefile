# Everything is set up inside the checkout: .venv/ (packages) and _build/ (results).
PYTHON ?= python3
PY := .venv/bin/python
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help book page pdf labs sheets students grade test serve lab lock screenshot clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | \
	  while IFS='|' read -r name text; do printf 'make %-11s %s\n' "$$name" "$$text"; done

book: .venv/ready ## build the HTML book: _build/html/index.html
	@$(PY) scripts/build_book.py

page: .venv/ready ## build one page in seconds: make page NAME=korea
	@$(PY) scripts/build_page.py "$(NAME)"

pdf: .venv/ready ## build the PDF in _build/pdf/ (needs a Chromium)
	@$(PY) scripts/make_pdf.py

labs: .venv/ready ## make exercises/*.ipynb and their checks from exercises/solutions/
	@$(PY) scripts/make_labs.py

sheets: .venv/ready ## print each lab on two sheets in _build/sheets/ (needs a Chromium)
	@$(PY) scripts/make_sheets.py

students: book ## make _build/students/: what a class pulls, without solutions
	@$(PY) scripts/make_students.py

grade: .venv/ready ## grade a class: make grade LAB=cases FOLDER=path/to/submissions
	@$(PY) scripts/grade.py "$(LAB)" "$(FOLDER)"

test: book ## run every test; browser tests need a Chromium
	@$(PY) -m pytest

serve: book ## show the built book at http://localhost:8000
	@$(PY) -m http.server --directory _build/html 8000

lab: students ## open pages and labs in JupyterLab as students see them
	@$(PY) scripts/open_jupyterlab.py

lock: .venv/ready ## lock pyproject.toml's packages: requirements.txt, binder/requirements.txt
	@$(PY) scripts/lock.py

screenshot: book ## remake the README's picture
	@$(PY) scripts/make_screenshot.py

clean: ## delete what make made
	rm -rf .venv _build

# A changed lock gets a new environment: nothing old stays, every hash is checked.
.venv/ready: requirements.txt
	@$(PYTHON) scripts/check_python.py
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@echo "Installing the locked packages into .venv (about a minute)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@
