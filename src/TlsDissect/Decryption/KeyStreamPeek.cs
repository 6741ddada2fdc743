using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using TlsDissect.Protocol;
using CipherMode = TlsDissect.Protocol.CipherMode;

namespace TlsDissect.Decryption;

/// <summary>
/// Computes one byte of the key stream of a TLS 1.3 record, for many sequence numbers, in a hundredth of the time of decryption. The inner
/// content type is the last byte of a record (RFC 8446 §5.2), so this byte alone rules out most keys and sequence numbers. It does not
/// verify any.
/// </summary>
internal abstract class KeyStreamPeek : IDisposable
{
    /// <summary>Maximum number of sequence numbers per call.</summary>
    public const int MaxCount = 256;

    /// <summary>Creates a peek for a supported TLS 1.3 suite; <c>null</c> if its records have no key stream (RFC 9150).</summary>
    public static KeyStreamPeek? Create(CipherSuite suite, byte[] key) => (suite.Cipher, suite.Mode) switch
    {
        (BulkCipher.Null, _) => null,
        (BulkCipher.ChaCha20, _) => new ChaCha20Peek(key),
        (BulkCipher.Aes128 or BulkCipher.Aes256, CipherMode.Gcm) => new CounterPeek(new AesBlocks(key), isCcm: false),
        (BulkCipher.Aes128 or BulkCipher.Aes256, _) => new CounterPeek(new AesBlocks(key), isCcm: true),
        (_, CipherMode.Gcm) => new CounterPeek(new EngineBlocks(suite.Cipher, key), isCcm: false),
        _ => new CounterPeek(new EngineBlocks(suite.Cipher, key), isCcm: true),
    };

    /// <summary>Cost per sequence number, in bytes that could be decrypted in the same time.</summary>
    /// <param name="position">The byte's place in the record.</param>
    public abstract int Cost(int position);

    /// <summary>Computes the byte at a place of the key stream, for consecutive sequence numbers.</summary>
    /// <param name="iv">The direction's IV.</param>
    /// <param name="first">The first sequence number.</param>
    /// <param name="position">The byte's place in the record.</param>
    /// <param name="bytes">Receives the bytes, at most <see cref="MaxCount"/>.</param>
    public abstract void Fill(ReadOnlySpan<byte> iv, ulong first, int position, Span<byte> bytes);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Encrypts blocks of 16 bytes independently of each other.</summary>
    private interface IBlocks : IDisposable
    {
        int Cost { get; }

        void Encrypt(byte[] blocks, int length, byte[] output);
    }

    private sealed class AesBlocks : IBlocks
    {
        private readonly Aes _aes = Aes.Create();
        private readonly ICryptoTransform _encryptor;

        public AesBlocks(byte[] key)
        {
            (_aes.Mode, _aes.Padding, _aes.Key) = (System.Security.Cryptography.CipherMode.ECB, PaddingMode.None, key);
            _encryptor = _aes.CreateEncryptor();
        }

        public int Cost => 4;

        public void Encrypt(byte[] blocks, int length, byte[] output) => _encryptor.TransformBlock(blocks, 0, length, output, 0);

        public void Dispose()
        {
            _encryptor.Dispose();
            _aes.Dispose();
        }
    }

    private sealed class EngineBlocks(BulkCipher cipher, byte[] key) : IBlocks
    {
        private readonly IBlockCipher _engine = BlockEngines.Create(cipher, key, forEncryption: true);

        public int Cost => 64;

        public void Encrypt(byte[] blocks, int length, byte[] output)
        {
            for (int at = 0; at < length; at += CounterPeek.BlockLength) _engine.ProcessBlock(blocks, at, output, at);
        }

        public void Dispose() { }
    }

    /// <summary>
    /// Peeks into counter mode, as in GCM and CCM. A block is computed without those before it (NIST SP 800-38D §7.1, RFC 3610 §2.3).
    /// </summary>
    private sealed class CounterPeek(IBlocks blocks, bool isCcm) : KeyStreamPeek
    {
        public const int BlockLength = 16;
        private const int NonceLength = 12;

        private readonly byte[] _counters = new byte[MaxCount * BlockLength];
        private readonly byte[] _keyStream = new byte[MaxCount * BlockLength];

        public override int Cost(int position) => blocks.Cost;

        public override void Fill(ReadOnlySpan<byte> iv, ulong first, int position, Span<byte> bytes)
        {
            // The tag uses counter 1 in GCM and 0 in CCM.
            uint counter = (uint)(position / BlockLength + (isCcm ? 1 : 2));
            int at = isCcm ? 1 : 0;
            uint head = MemoryMarshal.Read<uint>(iv);
            ulong tail = BinaryPrimitives.ReadUInt64BigEndian(iv[4..NonceLength]);
            Span<byte> block = _counters;
            for (int i = 0; i < bytes.Length; i++, block = block[BlockLength..])
            {
                BinaryPrimitives.WriteUInt32BigEndian(block[12..], counter);
                block[0] = 2; // CCM has a counter of three bytes.
                MemoryMarshal.Write(block[at..], head);
                BinaryPrimitives.WriteUInt64BigEndian(block[(at + 4)..], tail ^ (first + (ulong)i));
            }

            blocks.Encrypt(_counters, bytes.Length * BlockLength, _keyStream);
            for (int i = 0; i < bytes.Length; i++) bytes[i] = _keyStream[i * BlockLength + position % BlockLength];
        }

        public override void Dispose() => blocks.Dispose();
    }

    /// <summary>
    /// Peeks into ChaCha20. .NET cannot compute single blocks of it, so zeros are encrypted up to the byte, which at least needs no
    /// exception.
    /// </summary>
    private sealed class ChaCha20Peek(byte[] key) : KeyStreamPeek
    {
        private readonly ChaCha20Poly1305 _cipher = new(key);
        private byte[] _zeros = [];
        private byte[] _keyStream = [];

        public override int Cost(int position) => 256 + position / 8;

        public override void Fill(ReadOnlySpan<byte> iv, ulong first, int position, Span<byte> bytes)
        {
            if (_zeros.Length <= position) (_zeros, _keyStream) = (new byte[position + 1], new byte[position + 1]);
            Span<byte> nonce = stackalloc byte[12];
            Span<byte> tag = stackalloc byte[16];
            for (int i = 0; i < bytes.Length; i++)
            {
                iv.CopyTo(nonce);
                Nonces.Mix(nonce, first + (ulong)i);
                _cipher.Encrypt(nonce, _zeros.AsSpan(0, position + 1), _keyStream.AsSpan(0, position + 1), tag);
                bytes[i] = _keyStream[position];
            }
        }

        public override void Dispose() => _cipher.Dispose();
    }
}
