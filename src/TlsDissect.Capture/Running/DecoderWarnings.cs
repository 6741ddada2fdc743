using TlsDissect.Capture.Network;

namespace TlsDissect.Capture.Running;

/// <summary>Warns once per run about each reason why packets were not decoded.</summary>
internal sealed class DecoderWarnings(PacketDecoder decoder, RunWarningHandler warn)
{
    private bool _saidOverrun;
    private bool _saidFailed;
    private bool _saidDropped;

    /// <summary>Checks for reasons to warn after a packet was decoded.</summary>
    /// <param name="capture">Its capture.</param>
    /// <param name="packet">Its number.</param>
    public void Look(string capture, long packet)
    {
        if ((decoder.PacketsOverrun | decoder.PacketsFailed | decoder.DatagramsDroppedForRoom) != 0) Warn(capture, packet);
    }

    /// <summary>
    /// Separate from the code that every packet runs, because its texts need a large stack frame, which is cleared at each call.
    /// </summary>
    private void Warn(string capture, long packet)
    {
        if (decoder.PacketsOverrun > 0 && IsFirst(ref _saidOverrun))
        {
            warn(RunWarning.Overrun, capture, packet, $"packet {packet}: {PacketDecoder.OverrunWarning}");
        }
        else if (decoder.DatagramsDroppedForRoom > 0 && IsFirst(ref _saidDropped))
        {
            warn(RunWarning.FragmentsDropped, capture, packet,
                $"packet {packet}: too many IP datagrams are incomplete at once; the fragments of the oldest are skipped");
        }
        else if (decoder.PacketsFailed > 0 && IsFirst(ref _saidFailed))
        {
            // Without the exception's message, which may contain bytes of the packet.
            warn(RunWarning.InternalError, capture, packet,
                $"packet {packet}: internal error ({decoder.Failure!.GetType().Name}); packets that cause it are skipped; please report " +
                    "this");
        }
    }

    private static bool IsFirst(ref bool said)
    {
        bool first = !said;
        said = true;
        return first;
    }
}
