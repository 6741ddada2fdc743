namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads a capture from a pipe: which format it has is known once its first bytes have come, and while no whole packet has come, items of kind
/// <see cref="CapturedItemKind.Idle"/> say so.
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

    /// <summary>Whether the format is known; else what there is to say instead of a packet.</summary>
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
