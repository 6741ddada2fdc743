using System.Buffers;

namespace TlsDissect.Capture.Sources;

/// <summary>Reads a stream from its present position, and does not dispose it.</summary>
internal sealed class LeftOpenStream(Stream inner) : ForwardStream
{
    private const int MaxRead = 1 << 16;

    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    /// <summary>
    /// Reads bytes. A stream that cannot seek, and so is read on its own thread, may allow only asynchronous reads, like the body of a
    /// request to a web server.
    /// </summary>
    public override int Read(Span<byte> buffer)
    {
        if (CanSeek) return inner.Read(buffer);
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length, MaxRead));
        try
        {
            int read = inner.ReadAsync(rented, 0, Math.Min(buffer.Length, MaxRead)).GetAwaiter().GetResult();
            rented.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
