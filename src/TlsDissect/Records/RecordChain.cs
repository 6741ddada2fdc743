using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>Recognizes chains of adjacent record headers, which tell records from other bytes where no content does.</summary>
internal static class RecordChain
{
    /// <summary>Number of headers to follow at the end of the input.</summary>
    private const int MaxHeadersAtEnd = 64;

    /// <summary>
    /// Follows headers from the first byte. Returns <c>true</c> if enough agree, <c>false</c> if one does not, and <c>null</c> if more
    /// bytes are needed.
    /// </summary>
    public static bool? Follow(ReadOnlySpan<byte> data, int headersNeeded)
    {
        for (int found = 0; found < headersNeeded; found++)
        {
            if (data.Length < RecordHeader.Size) return data.IsEmpty || data[0] is >= 20 and <= 24 ? null : false;
            if (!RecordSignature.IsLikelyHeader(data, out RecordHeader header)) return false;
            if (data.Length >= RecordSignature.HelloSize && RecordSignature.IsHello(data)) return true;
            int size = RecordHeader.Size + header.Length;
            if (size > data.Length) return found + 1 == headersNeeded ? true : null;
            data = data[size..];
        }

        return true;
    }

    /// <summary>Number of adjacent records that end exactly at the last byte; 0 if they do not.</summary>
    public static int CountToEnd(ReadOnlySpan<byte> data)
    {
        int found = 0;
        for (; !data.IsEmpty && found < MaxHeadersAtEnd; found++)
        {
            if (data.Length < RecordHeader.Size || !RecordSignature.IsLikelyHeader(data, out RecordHeader header) ||
                RecordHeader.Size + header.Length > data.Length) return 0;
            data = data[(RecordHeader.Size + header.Length)..];
        }

        return found;
    }

    /// <summary>Whether a whole record may start here.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> data, out RecordHeader header)
    {
        header = default;
        return data.Length >= RecordHeader.Size && RecordSignature.IsLikelyHeader(data, out header) &&
            RecordHeader.Size + header.Length <= data.Length;
    }
}
