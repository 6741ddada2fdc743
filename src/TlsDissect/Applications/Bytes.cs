namespace TlsDissect.Applications;

/// <summary>Compares bytes with those of a protocol.</summary>
internal static class Bytes
{
    /// <summary>Whether data begins with these bytes.</summary>
    public static bool Begins(this ReadOnlySpan<byte> data, params ReadOnlySpan<byte> bytes) => data.StartsWith(bytes);

    /// <summary>Whether these bytes occur in data.</summary>
    public static bool Has(this ReadOnlySpan<byte> data, params ReadOnlySpan<byte> bytes) => data.IndexOf(bytes) >= 0;
}
