using System.Runtime.ExceptionServices;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads a decompressor in small pieces: where compressed data is damaged, it throws away what it had decompressed in that very call, and everything before the
/// damage is to be read.
/// </summary>
internal sealed class SalvagingStream(Stream decompressor) : ForwardStream
{
    private const int Piece = 4096;

    private ExceptionDispatchInfo? _failure;

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
            catch (Exception e) when (total > 0 && LibraryGuard.Catches(e))
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

    protected override void Dispose(bool disposing)
    {
        if (disposing) decompressor.Dispose();
        base.Dispose(disposing);
    }
}
