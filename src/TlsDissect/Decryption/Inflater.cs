using Org.BouncyCastle.Utilities.Zlib;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>One zlib stream (RFC 1950) that comes in pieces, each flushed to its end. The window is kept from piece to piece.</summary>
internal sealed class Inflater : IDisposable
{
    private readonly ZStream _stream = new();
    private readonly byte[] _input = new byte[RecordHeader.MaxFragmentLength + 1024];
    private readonly byte[] _output = new byte[RecordHeader.MaxPlaintextLength + 1];

    public Inflater() => _stream.inflateInit();

    /// <summary>
    /// Inflates one piece. Returns <c>false</c> if it is damaged or longer than the 2^14 bytes that a record may contain (RFC 5246 §6.2.2).
    /// The stream is unusable after that.
    /// </summary>
    public bool TryInflate(ReadOnlySpan<byte> compressed, Span<byte> plaintext, out int length)
    {
        compressed.CopyTo(_input);
        (_stream.next_in, _stream.next_in_index, _stream.avail_in) = (_input, 0, compressed.Length);
        (_stream.next_out, _stream.next_out_index, _stream.avail_out) = (_output, 0, _output.Length);
        int result = _stream.inflate(JZlib.Z_SYNC_FLUSH);
        length = _stream.next_out_index;
        // An empty piece makes no progress, which zlib reports as a buffer error.
        bool worked = result is JZlib.Z_OK or JZlib.Z_STREAM_END || (result == JZlib.Z_BUF_ERROR && compressed.IsEmpty);
        if (!worked || _stream.avail_in > 0 || length > RecordHeader.MaxPlaintextLength) return false;
        _output.AsSpan(0, length).CopyTo(plaintext);
        return true;
    }

    public void Dispose() => _stream.inflateEnd();
}
