using System.Buffers.Binary;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>
/// The writing side of one direction, from the RFCs' text and BouncyCastle alone: what makes records that no stack here speaks.
/// </summary>
internal sealed class RecordSealer
{
    private readonly RecordProtection _protection;
    private readonly DirectionKeys _keys;
    private readonly Random _random = new(1);
    private readonly RC4Engine? _rc4;
    private byte[] _iv;
    private ulong _sequence;

    public RecordSealer(RecordProtection protection, DirectionKeys keys)
    {
        (_protection, _keys, _iv) = (protection, keys, keys.Iv);
        if (Suite.Cipher is not (BulkCipher.Rc4_40 or BulkCipher.Rc4_56 or BulkCipher.Rc4_128)) return;
        _rc4 = new RC4Engine();
        _rc4.Init(true, new KeyParameter(keys.Key));
    }

    /// <summary>The number of the next record, which begins with the epoch in DTLS.</summary>
    public ulong Number
    {
        get => _sequence;
        set => _sequence = value;
    }

    /// <summary>The connection ID of the records of DTLS 1.2; empty for none.</summary>
    public byte[] ConnectionId { get; init; } = [];

    /// <summary>Whether a MAC covers the number without the epoch, and the version of TLS 1.0: OpenSSL before 0.9.8f.</summary>
    public bool HidesEpoch { get; init; }

    private CipherSuite Suite => _protection.CipherSuite;

    private ProtocolVersion Version => _protection.Version;

    /// <summary>The version in record headers.</summary>
    public ProtocolVersion WireVersion => Version.IsTls13() ? ProtocolVersion.Tls12 : Version;

    /// <summary>Seals one record; <paramref name="padding"/> zeros are added in TLS 1.3, whole blocks of CBC padding else.</summary>
    public SealedRecord Seal(ContentType type, byte[] content, int padding = 0)
    {
        if (ConnectionId.Length > 0)
            (type, content, padding) = (ContentType.Tls12Cid, [.. content, (byte)type, .. new byte[padding]], 0);
        byte[] fragment = Version.IsTls13() ? SealTls13(type, content, padding)
            : Suite.Mac == MacAlgorithm.Aead ? SealAead(type, content)
            : Suite.Mode == CipherMode.Cbc ? SealCbc(type, content, padding)
            : SealStream(type, content);
        RecordHeader header = new(Version.IsTls13() ? ContentType.ApplicationData : type, WireVersion, fragment.Length);
        ulong number = _sequence++;
        if (!Version.IsDtls()) return new SealedRecord(header, fragment);
        byte[] sent = [(byte)header.Type, .. U16((int)WireVersion), .. U64(number), .. ConnectionId, .. U16(fragment.Length)];
        return new SealedRecord(header, fragment) { SentHeader = sent, Number = number, ConnectionId = ConnectionId };
    }

    private byte[] SealTls13(ContentType type, byte[] content, int padding)
    {
        byte[] inner = [.. content, (byte)type, .. new byte[padding]];
        int tag = Suite.Mac == MacAlgorithm.Aead ? Suite.TagLength() : Suite.Mac.KeyLength();
        byte[] additional = Version.DraftNumber() < 25 ? [] : [(byte)ContentType.ApplicationData, 3, 3, .. U16(inner.Length + tag)];
        return SealedAead.Seal(Suite, _keys.Key, Mixed(_keys.Iv), additional, inner);
    }

    /// <summary>The header that is authenticated before the content (RFC 5246 §6.2.3.1, RFC 9146 §5).</summary>
    private byte[] Authenticated(ContentType type, int length) => type == ContentType.Tls12Cid
        ? [.. Enumerable.Repeat((byte)0xFF, 8), 25, (byte)ConnectionId.Length, 25, .. U16((int)Version), .. U64(_sequence), .. ConnectionId,
            .. U16(length)]
        : HidesEpoch
            ? [0, 0, .. U64(_sequence)[2..], (byte)type, 3, 1, .. U16(length)]
            : [.. U64(_sequence), (byte)type, .. U16((int)Version), .. U16(length)];

    private byte[] SealAead(ContentType type, byte[] content)
    {
        byte[] additional = Authenticated(type, content.Length);
        if (Suite.Cipher == BulkCipher.ChaCha20Draft) return SealedAead.Seal(Suite, _keys.Key, U64(_sequence), additional, content);
        if (Suite.Cipher == BulkCipher.ChaCha20) return SealedAead.Seal(Suite, _keys.Key, Mixed(_keys.Iv), additional, content);
        byte[] explicitNonce = Bytes(8);
        return [.. explicitNonce, .. SealedAead.Seal(Suite, _keys.Key, [.. _keys.Iv, .. explicitNonce], additional, content)];
    }

    private byte[] SealStream(ContentType type, byte[] content)
    {
        byte[] plain = [.. content, .. Mac(type, content)];
        _rc4?.ProcessBytes(plain, 0, plain.Length, plain, 0);
        return plain;
    }

    private byte[] SealCbc(ContentType type, byte[] content, int morePadding)
    {
        bool etm = _protection.EncryptThenMac;
        byte[] plain = etm ? content : [.. content, .. Mac(type, content)];
        int block = Suite.Cipher.BlockLength();
        int padding = block - 1 - plain.Length % block + (Version == ProtocolVersion.Ssl30 ? 0 : morePadding * block);
        byte[] pad = Enumerable.Repeat((byte)padding, padding + 1).ToArray();
        // SSL 3.0 leaves the padding's bytes open, but for the last.
        if (Version == ProtocolVersion.Ssl30) _random.NextBytes(pad.AsSpan(0, padding));
        plain = [.. plain, .. pad];

        bool explicitIv = Version.Generation() >= TlsGeneration.Tls11;
        byte[] iv = explicitIv ? Bytes(block) : _iv;
        byte[] ciphertext = Cbc(iv, plain);
        _iv = ciphertext[^block..];
        byte[] body = explicitIv ? [.. iv, .. ciphertext] : ciphertext;
        return etm ? [.. body, .. Mac(type, body)] : body;
    }

    private byte[] Cbc(byte[] iv, byte[] plain)
    {
        Org.BouncyCastle.Crypto.Modes.CbcBlockCipher cbc = new(SealedAead.Engine(Suite.Cipher));
        cbc.Init(true, new ParametersWithIV(new KeyParameter(_keys.Key), iv));
        byte[] output = new byte[plain.Length];
        for (int at = 0; at < plain.Length; at += iv.Length) cbc.ProcessBlock(plain, at, output, at);
        return output;
    }

    private byte[] Mac(ContentType type, byte[] content)
    {
        if (Suite.Mac == MacAlgorithm.Null) return [];
        if (Version == ProtocolVersion.Ssl30)
        {
            int pad = Suite.Mac == MacAlgorithm.Md5 ? 48 : 40;
            byte[] inner =
                Hash([.. _keys.MacKey, .. Enumerable.Repeat((byte)0x36, pad), .. U64(_sequence), (byte)type, .. U16(content.Length),
                    .. content]);
            return Hash([.. _keys.MacKey, .. Enumerable.Repeat((byte)0x5c, pad), .. inner]);
        }

        HMac hmac = new(Digest());
        hmac.Init(new KeyParameter(_keys.MacKey));
        hmac.BlockUpdate([.. Authenticated(type, content.Length), .. content]);
        byte[] mac = new byte[hmac.GetMacSize()];
        hmac.DoFinal(mac);
        return _protection.TruncatedHmac ? mac[..10] : mac;
    }

    private byte[] Hash(byte[] input)
    {
        IDigest digest = Digest();
        digest.BlockUpdate(input);
        byte[] output = new byte[digest.GetDigestSize()];
        digest.DoFinal(output);
        return output;
    }

    private IDigest Digest() => Suite.Mac switch
    {
        MacAlgorithm.Md5 => new MD5Digest(),
        MacAlgorithm.Sha => new Sha1Digest(),
        MacAlgorithm.Sha256 => new Sha256Digest(),
        MacAlgorithm.Sha384 => new Sha384Digest(),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>RFC 8446 §5.3.</summary>
    private byte[] Mixed(byte[] iv)
    {
        byte[] nonce = [.. iv];
        byte[] sequence = U64(_sequence);
        for (int i = 0; i < 8; i++) nonce[^(8 - i)] ^= sequence[i];
        return nonce;
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] U64(ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
