using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption.Quic;

/// <summary>The encrypting direction of QUIC, as RFC 9001 §5.3 and §5.4 say it.</summary>
internal sealed class QuicSealer
{
    private readonly List<DirectionKeys> _generations = [];

    public QuicSealer(CipherSuite suite, byte[] secret)
    {
        Suite = suite;
        Secret = secret;
        Keys = QuicKeySchedule.TryDeriveKeys(QuicVersion.V1, suite, secret)!;
        QuicKeyUpdates updates = new(QuicVersion.V1, suite, secret);
        _generations.Add(Keys.Packet);
        for (int i = 0; i < 10; i++) _generations.Add(updates.Next());
    }

    public CipherSuite Suite { get; }

    public byte[] Secret { get; }

    public QuicKeys Keys { get; }

    /// <summary>A sealer with a random secret.</summary>
    public static QuicSealer Random(CipherSuiteId id, int seed)
    {
        CipherSuite suite = CipherSuite.Find(id)!;
        byte[] secret = new byte[SuiteHashes.Length(suite.Hash)];
        new Random(seed).NextBytes(secret);
        return new QuicSealer(suite, secret);
    }

    /// <summary>The decryptor of its packets.</summary>
    public QuicDecryptor Opener() => new(Suite, Keys, new QuicKeyUpdates(QuicVersion.V1, Suite, Secret));

    /// <summary>Seals a packet with a short header.</summary>
    public byte[] SealShort(ReadOnlySpan<byte> destination, SealedNumber number, int generation, byte[] payload)
    {
        byte first = (byte)(0x40 | (generation & 1) << 2 | (number.Length - 1));
        byte[] header = [first, .. destination, .. Bytes(number)];
        return Seal(Suite, Keys with { Packet = _generations[generation] }, header, number, payload);
    }

    /// <summary>Seals a packet of the Handshake level.</summary>
    public byte[] SealHandshake(ReadOnlySpan<byte> destination, SealedNumber number, byte[] payload)
    {
        int length = number.Length + payload.Length + Suite.TagLength();
        byte[] header = [(byte)(0xE0 | (number.Length - 1)), 0, 0, 0, 1, (byte)destination.Length, .. destination, 0,
            (byte)(0x40 | length >> 8), (byte)length, .. Bytes(number)];
        return Seal(Suite, Keys, header, number, payload);
    }

    /// <summary>Seals a packet.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="header">The whole header without protection.</param>
    /// <param name="number">The number at its end.</param>
    /// <param name="payload">The frames.</param>
    public static byte[] Seal(CipherSuite suite, QuicKeys keys, byte[] header, SealedNumber number, byte[] payload)
    {
        byte[] nonce = [.. keys.Packet.Iv];
        for (int i = 0; i < 8; i++) nonce[^(i + 1)] ^= (byte)(number.Number >> 8 * i);
        byte[] packet = [.. header, .. SealedAead.Seal(suite, keys.Packet.Key, nonce, header, payload)];
        int numberOffset = header.Length - number.Length;
        byte[] mask = Mask(suite, keys.HeaderKey, packet.AsSpan(numberOffset + 4, 16).ToArray());
        packet[0] ^= (byte)(mask[0] & ((packet[0] & 0x80) != 0 ? 0x0F : 0x1F));
        for (int i = 0; i < number.Length; i++) packet[numberOffset + i] ^= mask[1 + i];
        return packet;
    }

    private static byte[] Bytes(SealedNumber number) =>
        [.. Enumerable.Range(0, number.Length).Reverse().Select(i => (byte)(number.Number >> 8 * i))];

    /// <summary>BouncyCastle's AES; it has no ChaCha20 that starts at a block.</summary>
    private static byte[] Mask(CipherSuite suite, byte[] key, byte[] sample)
    {
        byte[] mask = new byte[16];
        if (suite.Cipher == BulkCipher.ChaCha20)
        {
            using LibCryptoChaCha20 chaCha20 = new(key);
            chaCha20.Fill(sample, mask.AsSpan(0, NumberMask.MaxLength));
            return mask;
        }

        IBlockCipher aes = SealedAead.Engine(suite.Cipher);
        aes.Init(true, new KeyParameter(key));
        aes.ProcessBlock(sample, 0, mask, 0);
        return mask;
    }
}
