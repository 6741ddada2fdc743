using System.Buffers.Binary;
using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Certificates;

/// <summary>
/// A signed certificate timestamp (RFC 6962 §3.2): a log's promise to publish the certificate. Its signature is not verified, because the
/// logs' keys are not in the capture.
/// </summary>
/// <param name="LogId">SHA-256 of the log's key.</param>
/// <param name="Time">When the log saw the certificate; <c>null</c> if no calendar has this time.</param>
public sealed record SignedTimestamp(ReadOnlyMemory<byte> LogId, DateTimeOffset? Time)
{
    private const int LogIdLength = 32;

    /// <summary>Where it was sent: <c>certificate</c>, <c>tls</c> (an extension of the handshake), <c>ocsp</c>.</summary>
    public string Source { get; init; } = "certificate";

    /// <summary>Reads a SignedCertificateTimestampList up to its first fault. Versions other than 1 are skipped.</summary>
    internal static ImmutableArray<SignedTimestamp> ReadList(ReadOnlySpan<byte> data, string source = "certificate")
    {
        DecodeError error = default;
        TlsReader reader = new(data, ref error);
        TlsReader list = reader.ReadVector16("sct_list");
        List<SignedTimestamp> timestamps = [];
        while (!list.IsEmpty && timestamps.Count < CertificateTraits.MaxListed)
        {
            TlsReader serialized = list.ReadVector16("SerializedSCT");
            byte version = serialized.ReadUInt8("sct_version");
            byte[] log = serialized.Read(LogIdLength, "id").ToArray();
            ReadOnlySpan<byte> time = serialized.Read(sizeof(ulong), "timestamp");
            if (list.Failed) break;
            if (version == 0) timestamps.Add(new SignedTimestamp(log, At(BinaryPrimitives.ReadUInt64BigEndian(time))) { Source = source });
        }

        return [.. timestamps];
    }

    private static DateTimeOffset? At(ulong milliseconds) =>
        milliseconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
}
