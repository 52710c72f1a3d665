from .entries import *
from .made import *
from .parts import Film, Reel
