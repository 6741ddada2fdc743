namespace TlsDissect.Capture.Sources;

/// <summary>A window's bytes as a stream, for decompressors: its first bytes have been looked at already, and a pipe cannot go back.</summary>
internal sealed class WindowStream(ByteWindow window) : ForwardStream
{
    public override int Read(Span<byte> buffer) => window.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing) window.Dispose();
        base.Dispose(disposing);
    }
}
