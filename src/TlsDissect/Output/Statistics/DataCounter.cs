using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Statistics;

/// <summary>Adds up the application data that one side of the connections sent.</summary>
/// <param name="side">Its name in the JSON.</param>
internal sealed class DataCounter(string side)
{
    private readonly ConnectionField[] _fields = FieldsOf(side);

    /// <summary>The sums so far.</summary>
    public DataTotals Totals { get; private set; }

    /// <summary>The fields of a side: records, their bytes, and bytes of plaintext.</summary>
    public static ConnectionField[] FieldsOf(string side) =>
        [Of(side, "records"), Of(side, "ciphertext_bytes"), Of(side, "bytes")];

    /// <summary>Adds a connection, and returns its bytes on the wire.</summary>
    public long Add(FieldRow row)
    {
        long[] counts = [.. _fields.Select(field => (long)(row.First(field)?.Number ?? 0))];
        Totals = new DataTotals(Totals.Records + counts[0], Totals.CiphertextBytes + counts[1], Totals.Bytes + counts[2]);
        return counts[1];
    }

    private static ConnectionField Of(string side, string name) => ConnectionFields.Get($"application_data.{side}.{name}");
}
