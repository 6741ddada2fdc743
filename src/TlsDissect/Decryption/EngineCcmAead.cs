using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>CCM over a block engine of BouncyCastle, for SM4 (RFC 8998), with a tag of 16 bytes.</summary>
internal sealed class EngineCcmAead(BulkCipher cipher, byte[] key) : IAead
{
    private const int TagBits = 128;

    private readonly CcmBlockCipher _ccm = new(BlockEngines.EngineOf(cipher)!);
    private readonly KeyParameter _key = new(key);
    private readonly byte[] _input = new byte[RecordHeader.MaxFragmentLength];

    public int TagLength => TagBits / 8;

    public int NonceLength => 12;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        _ccm.Init(false, new AeadParameters(_key, TagBits, nonce.ToArray()));
        _ccm.ProcessAadBytes(additionalData);
        ciphertext.CopyTo(_input);
        tag.CopyTo(_input.AsSpan(ciphertext.Length));
        try
        {
            _ccm.ProcessPacket(_input.AsSpan(0, ciphertext.Length + tag.Length), plaintext);
            return true;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
        finally
        {
            _ccm.Reset();
        }
    }

    public void Dispose() { }
}
