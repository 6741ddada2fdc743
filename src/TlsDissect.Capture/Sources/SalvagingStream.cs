namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads a decompressor in small pieces. At damaged data, a decompressor drops everything that it decompressed in the same call, and all
/// data before the damage must be read. A pipe's writer may have sent only one piece yet, so each is returned at once.
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
