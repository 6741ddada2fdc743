namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads a decompressor in small pieces: where compressed data is damaged, it throws away what it had decompressed in that very call, and everything before the
/// damage is to be read. A pipe's writer may not have more than a piece yet, so each is handed out at once.
/// </summary>
internal sealed class SalvagingStream(Stream decompressor) : ForwardStream
{
    private const int Piece = 4096;

    public override int Read(Span<byte> buffer) => decompressor.Read(buffer[..Math.Min(Piece, buffer.Length)]);

    protected override void Dispose(bool disposing)
    {
        if (disposing) decompressor.Dispose();
        base.Dispose(disposing);
    }
}
