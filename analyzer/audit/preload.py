"""Imported by the server that forks the processes of an audit: all that they need is loaded once, before."""

from analyzer.audit.checker import Checker
from analyzer.audit.tasks import Checking
from analyzer.audit.worker import be_quiet
from analyzer.reading import docx as docx
from analyzer.reading import html as html
from analyzer.reading import pdf as pdf

be_quiet()
Checker(Checking(program="")).warm_up()
