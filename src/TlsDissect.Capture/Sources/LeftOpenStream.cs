namespace TlsDissect.Capture.Sources;

/// <summary>Reads a stream from where it stands, and does not dispose it.</summary>
internal sealed class LeftOpenStream(Stream inner) : ForwardStream
{
    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    public override int Read(Span<byte> buffer) => inner.Read(buffer);
}
