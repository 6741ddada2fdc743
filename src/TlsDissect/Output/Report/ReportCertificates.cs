using System.Runtime.InteropServices;
using System.Text.Json;

namespace TlsDissect.Output.Report;

/// <summary>The certificates of all connections, each once. It is bounded: one that finds no place stays in its connection.</summary>
/// <param name="output">Receives them, compressed. Not owned.</param>
/// <param name="maxCount">Limit on their number.</param>
internal sealed class ReportCertificates(Stream output, int maxCount = ReportCertificates.MaxCount) : IDisposable
{
    public const int MaxCount = 1 << 16;

    private readonly PackedArray _packed = new(output);
    private readonly Dictionary<string, int> _indexes = [];

    /// <summary>Writes a chain: the index of each certificate, or the certificate itself.</summary>
    public void WriteChain(Utf8JsonWriter json, JsonElement chain)
    {
        json.WriteStartArray();
        foreach (JsonElement certificate in chain.EnumerateArray())
        {
            if (IndexOf(certificate) is not int index)
            {
                certificate.WriteTo(json);
            }
            else
            {
                json.WriteStartObject();
                json.WriteNumber("certificate"u8, index);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    /// <summary>The array is complete.</summary>
    public void Dispose() => _packed.Dispose();

    private int? IndexOf(JsonElement certificate)
    {
        if (certificate.Text("sha256") is not string hash) return null;
        if (_indexes.TryGetValue(hash, out int known)) return known;
        if (_packed.Count >= maxCount) return null;
        int index = _packed.Count;
        _packed.Add(JsonMarshal.GetRawUtf8Value(certificate));
        _indexes.Add(hash, index);
        return index;
    }
}
