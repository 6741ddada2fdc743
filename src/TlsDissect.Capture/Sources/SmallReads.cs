using System.Runtime.ExceptionServices;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads a decompressor in small pieces: where compressed data is damaged, it throws away what it had decompressed in that very call, and everything before the
/// damage is to be read.
/// </summary>
internal sealed class SmallReads(Stream decompressor) : Stream
{
    private const int Piece = 4096;

    private ExceptionDispatchInfo? _failure;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        _failure?.Throw();
        int total = 0;
        while (total < buffer.Length)
        {
            Span<byte> piece = buffer.Slice(total, Math.Min(Piece, buffer.Length - total));
            int read;
            try
            {
                read = decompressor.Read(piece);
            }
            catch (Exception e) when (total > 0)
            {
                // After what came before it.
                _failure = ExceptionDispatchInfo.Capture(e);
                return total;
            }

            total += read;
            // A pipe's writer may not have more yet.
            if (read < piece.Length) break;
        }

        return total;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) decompressor.Dispose();
        base.Dispose(disposing);
    }
}
