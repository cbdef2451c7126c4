REM Drives LibreOffice for tests/support/office.ts. Writes one line per finding, tab-separated.

Dim sink

Sub Inspect(source, target)
  OpenSink(target)
  doc = OpenDoc(source)
  changes = doc.Redlines.createEnumeration()
  Do While changes.hasMoreElements()
    change = changes.nextElement()
    Emit("change", Array(change.RedlineType, change.RedlineAuthor, Moment(change.RedlineDateTime), ""))
  Loop
  fields = doc.TextFields.createEnumeration()
  Do While fields.hasMoreElements()
    field = fields.nextElement()
    If field.supportsService("com.sun.star.text.textfield.Annotation") Then
      Emit("comment", Array(field.Author, Moment(field.DateTimeValue), field.Content, CStr(field.Resolved)))
    End If
  Loop
  Dispatch(doc, ".uno:AcceptAllTrackedChanges")
  Show(doc.Text, "accepted")
  doc.close(True)
  doc = OpenDoc(source)
  Dispatch(doc, ".uno:RejectAllTrackedChanges")
  Show(doc.Text, "rejected")
  doc.close(True)
  sink.closeOutput()
  StarDesktop.terminate()
End Sub

Sub Edit(plan)
  lines = ReadLines(plan)
  doc = OpenDoc(lines(0))
  Dim node(0) As New com.sun.star.beans.PropertyValue
  node(0).Name = "nodepath"
  node(0).Value = "/org.openoffice.UserProfile/Data"
  provider = createUnoService("com.sun.star.configuration.ConfigurationProvider")
  access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", node())
  access.setPropertyValue("givenname", lines(3))
  access.setPropertyValue("sn", "")
  access.commitChanges()
  doc.RecordChanges = True
  search = doc.createSearchDescriptor()
  search.SearchString = lines(4)
  found = doc.findFirst(search)
  found.Text.insertString(found.End, lines(5), False)
  Dim save(0) As New com.sun.star.beans.PropertyValue
  save(0).Name = "FilterName"
  save(0).Value = lines(2)
  doc.storeToURL(lines(1), save())
  doc.close(True)
  StarDesktop.terminate()
End Sub

Function OpenDoc(url)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  OpenDoc = StarDesktop.loadComponentFromURL(url, "_blank", 0, how())
End Function

Sub Dispatch(doc, command)
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
End Sub

Sub Show(text, kind)
  parts = text.createEnumeration()
  Do While parts.hasMoreElements()
    part = parts.nextElement()
    If part.supportsService("com.sun.star.text.TextTable") Then
      names = part.getCellNames()
      For i = 0 To UBound(names)
        Show(part.getCellByName(names(i)), kind)
      Next
    Else
      Emit(kind, Array(part.ParaStyleName, part.getString()))
    End If
  Loop
End Sub

Function Moment(value)
  Moment = Format(value.Year, "0000") & "-" & Format(value.Month, "00") & "-" & Format(value.Day, "00") & "T" & Format(value.Hours, "00") & ":" & Format(value.Minutes, "00") & ":" & Format(value.Seconds, "00")
End Function

Sub OpenSink(url)
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  sink = createUnoService("com.sun.star.io.TextOutputStream")
  sink.setOutputStream(files.openFileWrite(url))
  sink.setEncoding("UTF-8")
End Sub

Function ReadLines(url)
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  stream = createUnoService("com.sun.star.io.TextInputStream")
  stream.setInputStream(files.openFileRead(url))
  stream.setEncoding("UTF-8")
  Dim lines(5)
  For i = 0 To 5
    lines(i) = stream.readLine()
  Next
  ReadLines = lines
End Function

Sub Emit(kind, values)
  row = kind
  For i = 0 To UBound(values)
    text = Replace(values(i), "\", "\\")
    text = Replace(text, Chr(10), "\n")
    text = Replace(text, Chr(13), "\r")
    text = Replace(text, Chr(9), "\t")
    row = row & Chr(9) & text
  Next
  sink.writeString(row & Chr(10))
End Sub
