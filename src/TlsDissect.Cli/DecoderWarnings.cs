using TlsDissect.Capture.Network;

namespace TlsDissect.Cli;

/// <summary>What a run says, once, of packets that were not decoded.</summary>
internal sealed class DecoderWarnings(PacketDecoder decoder)
{
    private bool _saidOverrun;
    private bool _saidFailed;

    /// <summary>The exit code that follows from them.</summary>
    public int Code => decoder.PacketsFailed > 0 ? ExitCode.InputFailed : ExitCode.Done;

    /// <summary>The warning that the last packet gives rise to, or <c>null</c>.</summary>
    /// <param name="packet">Its number.</param>
    public string? Next(long packet)
    {
        if ((decoder.PacketsOverrun | decoder.PacketsFailed) == 0) return null;
        if (decoder.PacketsOverrun > 0 && !_saidOverrun)
        {
            _saidOverrun = true;
            return $"packet {packet}: {PacketDecoder.OverrunWarning}";
        }

        if (decoder.PacketsFailed == 0 || _saidFailed) return null;
        _saidFailed = true;
        // Not its message, which may hold bytes of the packet.
        return $"packet {packet}: internal error ({decoder.Failure!.GetType().Name}); such packets are skipped: please report this";
    }
}
