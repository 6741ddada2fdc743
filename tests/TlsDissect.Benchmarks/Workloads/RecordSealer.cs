using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>Protects the records of one direction: AES-GCM of TLS 1.2 and 1.3, AES-CBC with HMAC-SHA256.</summary>
internal sealed class RecordSealer : IDisposable
{
    private const int Header = 5;
    private const int Block = 16;
    private const int Tag = 16;

    private readonly RecordProtection _protection;
    private readonly DirectionKeys _keys;
    private readonly AesGcm? _gcm;
    private readonly Aes? _cbc;
    private readonly byte[] _record = new byte[Header + (1 << 14) + 256];
    private ulong _sequence;

    public RecordSealer(RecordProtection protection, DirectionKeys keys)
    {
        _protection = protection;
        _keys = keys;
        if (protection.CipherSuite.Mode == Protocol.CipherMode.Gcm)
        {
            _gcm = new AesGcm(keys.Key, Tag);
            return;
        }

        _cbc = Aes.Create();
        _cbc.Key = keys.Key;
    }

    /// <summary>The protected record, valid until the next call.</summary>
    public ReadOnlySpan<byte> Seal(ContentType type, ReadOnlySpan<byte> content)
    {
        int length = _cbc is not null
            ? SealCbc(type, content)
            : _protection.Version.IsTls13() ? SealTls13(type, content) : SealGcm(type, content);
        _record[0] = (byte)(_protection.Version.IsTls13() ? ContentType.ApplicationData : type);
        BinaryPrimitives.WriteUInt16BigEndian(_record.AsSpan(1), 0x0303);
        BinaryPrimitives.WriteUInt16BigEndian(_record.AsSpan(3), (ushort)length);
        _sequence++;
        return _record.AsSpan(0, Header + length);
    }

    public void Dispose()
    {
        _gcm?.Dispose();
        _cbc?.Dispose();
    }

    private int SealGcm(ContentType type, ReadOnlySpan<byte> content)
    {
        Span<byte> nonce = stackalloc byte[12];
        _keys.Iv.CopyTo(nonce);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], _sequence);
        Span<byte> additional = stackalloc byte[13];
        WriteHeader(additional, type, content.Length);
        Span<byte> body = _record.AsSpan(Header);
        nonce[4..].CopyTo(body);
        _gcm!.Encrypt(nonce, content, body.Slice(8, content.Length), body.Slice(8 + content.Length, Tag), additional);
        return 8 + content.Length + Tag;
    }

    private int SealTls13(ContentType type, ReadOnlySpan<byte> content)
    {
        Span<byte> nonce = stackalloc byte[12];
        _keys.Iv.CopyTo(nonce);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], BinaryPrimitives.ReadUInt64BigEndian(nonce[4..]) ^ _sequence);
        int inner = content.Length + 1;
        Span<byte> additional = [(byte)ContentType.ApplicationData, 3, 3, (byte)((inner + Tag) >> 8), (byte)(inner + Tag)];
        byte[] plaintext = [.. content, (byte)type];
        Span<byte> body = _record.AsSpan(Header);
        _gcm!.Encrypt(nonce, plaintext, body[..inner], body.Slice(inner, Tag), additional);
        return inner + Tag;
    }

    private int SealCbc(ContentType type, ReadOnlySpan<byte> content)
    {
        byte[] authenticated = new byte[13 + content.Length];
        WriteHeader(authenticated, type, content.Length);
        content.CopyTo(authenticated.AsSpan(13));
        int withMac = content.Length + SHA256.HashSizeInBytes;
        int padding = Block - withMac % Block;
        byte[] plaintext = new byte[withMac + padding];
        content.CopyTo(plaintext);
        HMACSHA256.HashData(_keys.MacKey, authenticated, plaintext.AsSpan(content.Length));
        plaintext.AsSpan(withMac).Fill((byte)(padding - 1));
        Span<byte> body = _record.AsSpan(Header);
        Span<byte> iv = body[..Block];
        BinaryPrimitives.WriteUInt64BigEndian(iv, _sequence + 1);
        BinaryPrimitives.WriteUInt64BigEndian(iv[8..], _sequence * 0x9e3779b97f4a7c15);
        _cbc!.EncryptCbc(plaintext, iv, body.Slice(Block, plaintext.Length), PaddingMode.None);
        return Block + plaintext.Length;
    }

    private void WriteHeader(Span<byte> output, ContentType type, int length)
    {
        BinaryPrimitives.WriteUInt64BigEndian(output, _sequence);
        output[8] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(output[9..], 0x0303);
        BinaryPrimitives.WriteUInt16BigEndian(output[11..], (ushort)length);
    }
}
