using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace TlsDissect.Decryption;

/// <summary>
/// RC4's key stream, from the last record that authenticated. RC4 cannot step back, so bytes that a failed record or a trial has used are
/// kept until a record authenticates.
/// </summary>
internal sealed class Rc4KeyStream
{
    /// <summary>
    /// Maximum number of bytes that can be read ahead of the last record that authenticated. Bounds the memory after a loss.
    /// </summary>
    public const int MaxAhead = 4 << 20;

    private const int Least = 1 << 15;

    private readonly RC4Engine _engine = new();
    private byte[] _ahead = new byte[Least];
    private int _start;
    private int _end;

    public Rc4KeyStream(byte[] key) => _engine.Init(false, new KeyParameter(key));

    /// <summary>XORs the stream's bytes from <paramref name="offset"/> on. Returns <c>false</c> if that is too far ahead.</summary>
    public bool TryApply(long offset, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (offset + input.Length > MaxAhead) return false;
        Generate((int)offset + input.Length);
        ReadOnlySpan<byte> stream = _ahead.AsSpan(_start + (int)offset, input.Length);
        for (int i = 0; i < input.Length; i++) output[i] = (byte)(input[i] ^ stream[i]);
        return true;
    }

    /// <summary>Drops bytes permanently.</summary>
    public void Advance(int count)
    {
        Generate(count);
        _start += count;
        if (_start == _end) _start = _end = 0;
    }

    private void Generate(int count)
    {
        int missing = count - (_end - _start);
        if (missing <= 0) return;
        if (_end + missing > _ahead.Length)
        {
            byte[] target = count > _ahead.Length ? new byte[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count)] : _ahead;
            _ahead.AsSpan(_start, _end - _start).CopyTo(target);
            (_ahead, _end, _start) = (target, _end - _start, 0);
        }

        Span<byte> fresh = _ahead.AsSpan(_end, missing);
        fresh.Clear();
        _engine.ProcessBytes(fresh, fresh);
        _end += missing;
    }
}
