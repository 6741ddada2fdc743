namespace TlsDissect.Capture.Sources;

/// <summary>
/// A window's bytes as a stream, for decompressors. The first bytes have already been peeked at, and a pipe cannot seek back.
/// </summary>
internal sealed class WindowStream(ByteWindow window) : ForwardStream
{
    public override int Read(Span<byte> buffer) => window.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing) window.Dispose();
        base.Dispose(disposing);
    }
}
