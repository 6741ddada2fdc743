using System.Text.Json;
using TlsDissect.Output.Follow;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Report;

/// <summary>The first bytes of what one side of a connection sent.</summary>
internal sealed class PlaintextPreview
{
    /// <summary>Limit on the bytes that are kept.</summary>
    public const int MaxBytes = 2048;

    private byte[] _bytes = [];
    private bool _isTruncated;
    private bool _isUnauthenticated;

    /// <summary>Bytes of memory.</summary>
    public int Size => _bytes.Length;

    public void Add(in ApplicationData data)
    {
        ReadOnlySpan<byte> taken = data.Plaintext[..Math.Min(data.Plaintext.Length, MaxBytes - _bytes.Length)];
        _isTruncated |= taken.Length < data.Plaintext.Length;
        _isUnauthenticated |= !data.IsAuthenticated && !taken.IsEmpty;
        if (!taken.IsEmpty) _bytes = [.. _bytes, .. taken];
    }

    /// <summary>Writes it as a property of the open object: text if it is text, else hex.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, PlaintextPreview? preview)
    {
        if (preview is not { Size: > 0 })
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        TextScan scan = new();
        if (scan.TextLength(preview._bytes) == preview.Size) json.WriteString("text"u8, preview._bytes.AsSpan(..^scan.Begun));
        else JsonText.WriteHex(json, "hex"u8, preview._bytes);
        if (preview._isTruncated) json.WriteBoolean("truncated"u8, true);
        if (preview._isUnauthenticated) json.WriteBoolean("authenticated"u8, false);
        json.WriteEndObject();
    }
}
