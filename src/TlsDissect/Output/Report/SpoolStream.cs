using TlsDissect.Output.Follow;

namespace TlsDissect.Output.Report;

/// <summary>A part of the page that is kept until the parts before it are known: written once, then copied.</summary>
internal sealed class SpoolStream(SpoolFile file) : Stream
{
    private readonly SpooledBytes _bytes = new(file);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _bytes.Length;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _bytes.Append(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // The spool has everything.
    }

    /// <summary>Copies everything written so far.</summary>
    public void WriteTo(Stream output)
    {
        byte[] piece = new byte[SpoolFile.BlockSize];
        for (long at = 0; at < Length; at += piece.Length)
        {
            Span<byte> bytes = piece.AsSpan(0, (int)Math.Min(piece.Length, Length - at));
            _bytes.Read(at, bytes);
            output.Write(bytes);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _bytes.Dispose();
        base.Dispose(disposing);
    }
}
