Attribute VB_Name = "ZcFunctions"
'Made by make_functions.py from the cell functions in the text of xlwings' own generator: do not edit.
#Const App = "Microsoft Excel" 'Adjust when using outside of Excel
