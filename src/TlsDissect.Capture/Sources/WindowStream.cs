namespace TlsDissect.Capture.Sources;

/// <summary>A window's bytes as a stream, for decompressors: its first bytes have been looked at already, and a pipe cannot go back.</summary>
internal sealed class WindowStream(ByteWindow window) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || !window.TryPeek(1, out _)) return 0;
        int count = Math.Min(buffer.Length, window.Available);
        window.TryPeek(count, out ReadOnlySpan<byte> bytes);
        bytes.CopyTo(buffer);
        window.Advance(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) window.Dispose();
        base.Dispose(disposing);
    }
}
