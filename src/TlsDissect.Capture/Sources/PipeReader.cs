namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads a capture from a pipe. The format is known once the first bytes have come. While no whole packet has come, it returns items of
/// kind <see cref="CapturedItemKind.Idle"/>.
/// </summary>
internal sealed class PipeReader(ReadAheadStream pipe, string name, long packetsBefore)
    : CaptureReader(new ByteWindow(pipe) { ReportsPauses = true }, name, packetsBefore)
{
    private CaptureReader? _reader;
    private bool _hasFailed;

    public override bool MayBringSecrets => _reader?.MayBringSecrets ?? !_hasFailed;

    public override bool TryRead(out CapturedItem item)
    {
        if (_reader is null && !TryOpen(out item)) return item.Kind != CapturedItemKind.None;
        bool any = _reader!.TryRead(out item);
        LastPacket = _reader.LastPacket;
        return any;
    }

    /// <summary>Whether the format is known. If not, <paramref name="item"/> is returned instead of a packet.</summary>
    private bool TryOpen(out CapturedItem item)
    {
        item = default;
        if (_hasFailed) return false;
        try
        {
            if (!Window.TryPeek(CaptureContent.MagicSize, out _) && Window.IsPaused)
            {
                AtPause(out item);
                return false;
            }

            _reader = CaptureContent.CreateReader(Window, Name, LastPacket);
            return true;
        }
        catch (CaptureException e)
        {
            _hasFailed = true;
            item = CapturedItem.Failure(Name, LastPacket, e);
            return false;
        }
    }
}
