using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// The MAC of a record up to TLS 1.2: HMAC over its <see cref="AuthenticatedHeader"/> and content (RFC 5246 §6.2.3.1), or SSL 3.0's own
/// construction without the version (RFC 6101 §5.2.3.1). Keeps its hash state, so that nothing is allocated per record.
/// </summary>
internal sealed class RecordMac : IDisposable
{
    private readonly IncrementalHash? _hash;
    private readonly ProtocolVersion _version;
    private readonly byte[] _key;
    private readonly int _padLength;
    private readonly int _hashLength;

    /// <param name="protection">Names the algorithm.</param>
    /// <param name="key">MAC_write_secret; empty for a NULL MAC.</param>
    public RecordMac(RecordProtection protection, byte[] key)
    {
        _version = protection.Version;
        _key = key;
        MacAlgorithm mac = protection.CipherSuite.Mac;
        _hashLength = mac.KeyLength();
        // truncated_hmac keeps the first 10 bytes (RFC 6066 §7).
        Length = protection.TruncatedHmac && _hashLength > 0 ? 10 : _hashLength;
        HashAlgorithmName name = mac switch
        {
            MacAlgorithm.Md5 => HashAlgorithmName.MD5,
            MacAlgorithm.Sha => HashAlgorithmName.SHA1,
            MacAlgorithm.Sha256 => HashAlgorithmName.SHA256,
            MacAlgorithm.Sha384 => HashAlgorithmName.SHA384,
            _ => default,
        };
        if (name == default) return;
        _padLength = mac == MacAlgorithm.Md5 ? 48 : 40;
        _hash = _version == ProtocolVersion.Ssl30 ? IncrementalHash.CreateHash(name) : IncrementalHash.CreateHMAC(name, key);
    }

    /// <summary>Whether this MAC is supported.</summary>
    public static bool IsSupported(RecordProtection protection) => protection.CipherSuite.Mac switch
    {
        MacAlgorithm.Null or MacAlgorithm.Md5 or MacAlgorithm.Sha => true,
        MacAlgorithm.Sha256 or MacAlgorithm.Sha384 => protection.Version != ProtocolVersion.Ssl30,
        _ => false,
    };

    /// <summary>Size of the MAC in a record, in bytes.</summary>
    public int Length { get; }

    /// <summary>Whether <paramref name="mac"/> is the MAC of the content.</summary>
    public bool Verify(ulong sequence, scoped in ProtectedRecord record, ReadOnlySpan<byte> content, ReadOnlySpan<byte> mac)
    {
        if (_hash is null) return mac.IsEmpty;
        Span<byte> computed = stackalloc byte[64];
        if (_version == ProtocolVersion.Ssl30)
        {
            Span<byte> header = stackalloc byte[11];
            BinaryPrimitives.WriteUInt64BigEndian(header, sequence);
            header[8] = (byte)record.Type;
            BinaryPrimitives.WriteUInt16BigEndian(header[9..], (ushort)content.Length);
            ComputeSsl30(header, content, computed);
        }
        else
        {
            Span<byte> header = stackalloc byte[AuthenticatedHeader.LengthOf(record)];
            AuthenticatedHeader.Write(header, record, sequence, content.Length);
            Compute(header, content, computed);
            if (_version == ProtocolVersions.DraftDtls10 && !CryptographicOperations.FixedTimeEquals(computed[..Length], mac))
            {
                AuthenticatedHeader.WriteWithoutEpoch(header, record, sequence, content.Length);
                Compute(header, content, computed);
            }
        }

        return CryptographicOperations.FixedTimeEquals(computed[..Length], mac);
    }

    public void Dispose() => _hash?.Dispose();

    private void Compute(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, Span<byte> output)
    {
        _hash!.AppendData(header);
        _hash.AppendData(content);
        _hash.GetHashAndReset(output);
    }

    private void ComputeSsl30(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, Span<byte> output)
    {
        Span<byte> pad = stackalloc byte[48];
        pad = pad[.._padLength];
        pad.Fill(0x36);
        _hash!.AppendData(_key);
        _hash.AppendData(pad);
        _hash.AppendData(header);
        _hash.AppendData(content);
        _hash.GetHashAndReset(output);
        pad.Fill(0x5c);
        _hash.AppendData(_key);
        _hash.AppendData(pad);
        _hash.AppendData(output[.._hashLength]);
        _hash.GetHashAndReset(output);
    }
}
