using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>Writes a table with one row a connection.</summary>
internal interface IRowWriter
{
    /// <summary>Writes a row.</summary>
    void Write(FieldRow row);

    /// <summary>Writes what comes after the last row, and before it if there was none.</summary>
    void Complete();
}
