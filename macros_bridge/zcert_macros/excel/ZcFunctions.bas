Attribute VB_Name = "ZcFunctions"
Option Explicit
'Made by make_functions.py from the cell functions in the text of xlwings' own generator: do not edit.
#Const App = "Microsoft Excel" 'Adjust when using outside of Excel
Function ZC_AGE(number, Optional day)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_AGE = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_AGE", Array(number, day), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_AGE = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_AGE", Array(number, day))
        Exit Function
    #End If
failed:
    ZC_AGE = Err.Description
End Function

Function ZC_BIRTHDATE(number)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_BIRTHDATE = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_BIRTHDATE", Array(number), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_BIRTHDATE = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_BIRTHDATE", Array(number))
        Exit Function
    #End If
failed:
    ZC_BIRTHDATE = Err.Description
End Function

Function ZC_CHECKCERT(code)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_CHECKCERT = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKCERT", Array(code), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_CHECKCERT = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKCERT", Array(code))
        Exit Function
    #End If
failed:
    ZC_CHECKCERT = Err.Description
End Function

Function ZC_CHECKCOUNTY(city, county)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_CHECKCOUNTY = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKCOUNTY", Array(city, county), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_CHECKCOUNTY = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKCOUNTY", Array(city, county))
        Exit Function
    #End If
failed:
    ZC_CHECKCOUNTY = Err.Description
End Function

Function ZC_CHECKDATE(day)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_CHECKDATE = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKDATE", Array(day), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_CHECKDATE = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKDATE", Array(day))
        Exit Function
    #End If
failed:
    ZC_CHECKDATE = Err.Description
End Function

Function ZC_CHECKID(number)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_CHECKID = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKID", Array(number), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_CHECKID = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKID", Array(number))
        Exit Function
    #End If
failed:
    ZC_CHECKID = Err.Description
End Function

Function ZC_CHECKPHOTO(number, folder)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_CHECKPHOTO = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKPHOTO", Array(number, folder), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_CHECKPHOTO = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKPHOTO", Array(number, folder))
        Exit Function
    #End If
failed:
    ZC_CHECKPHOTO = Err.Description
End Function

Function ZC_CHECKSPECIAL(paper, number)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_CHECKSPECIAL = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKSPECIAL", Array(paper, number), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_CHECKSPECIAL = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKSPECIAL", Array(paper, number))
        Exit Function
    #End If
failed:
    ZC_CHECKSPECIAL = Err.Description
End Function

Function ZC_CHECKTITLE(series, title)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_CHECKTITLE = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKTITLE", Array(series, title), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_CHECKTITLE = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_CHECKTITLE", Array(series, title))
        Exit Function
    #End If
failed:
    ZC_CHECKTITLE = Err.Description
End Function

Function ZC_COUNTIES(city)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_COUNTIES = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_COUNTIES", Array(city), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_COUNTIES = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_COUNTIES", Array(city))
        Exit Function
    #End If
failed:
    ZC_COUNTIES = Err.Description
End Function

Function ZC_GENDER(number)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_GENDER = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_GENDER", Array(number), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_GENDER = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_GENDER", Array(number))
        Exit Function
    #End If
failed:
    ZC_GENDER = Err.Description
End Function

Function ZC_ID18(number)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_ID18 = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_ID18", Array(number), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_ID18 = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_ID18", Array(number))
        Exit Function
    #End If
failed:
    ZC_ID18 = Err.Description
End Function

Function ZC_MASKID(number)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_MASKID = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_MASKID", Array(number), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_MASKID = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_MASKID", Array(number))
        Exit Function
    #End If
failed:
    ZC_MASKID = Err.Description
End Function

Function ZC_REGION(number)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_REGION = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_REGION", Array(number), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_REGION = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_REGION", Array(number))
        Exit Function
    #End If
failed:
    ZC_REGION = Err.Description
End Function

Function ZC_TITLES(series)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZC_TITLES = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_TITLES", Array(series), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        ZC_TITLES = XLPy.CallUDF("zcert_bridge.excel_functions", "ZC_TITLES", Array(series))
        Exit Function
    #End If
failed:
    ZC_TITLES = Err.Description
End Function

