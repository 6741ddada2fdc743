using TlsDissect.Capture.Network;

namespace TlsDissect.Cli.Runs;

/// <summary>Warns once in a run of each reason why packets were not decoded.</summary>
internal sealed class DecoderWarnings(PacketDecoder decoder)
{
    private bool _saidOverrun;
    private bool _saidFailed;
    private bool _saidDropped;

    /// <summary>The exit code that packets skipped so far lead to.</summary>
    public int Code => decoder.PacketsFailed > 0 ? ExitCode.InputFailed : ExitCode.Done;

    /// <summary>The warning to give after a packet without a segment, or <c>null</c>.</summary>
    /// <param name="packet">Its number.</param>
    public string? Next(long packet)
    {
        if ((decoder.PacketsOverrun | decoder.PacketsFailed | decoder.DatagramsDroppedForRoom) == 0) return null;
        if (decoder.PacketsOverrun > 0 && !_saidOverrun)
        {
            _saidOverrun = true;
            return $"packet {packet}: {PacketDecoder.OverrunWarning}";
        }

        if (decoder.DatagramsDroppedForRoom > 0 && !_saidDropped)
        {
            _saidDropped = true;
            return $"packet {packet}: too many IP datagrams are incomplete at once; the fragments of the oldest are skipped; raise --max-fragmented or --max-fragment-bytes";
        }

        if (decoder.PacketsFailed == 0 || _saidFailed) return null;
        _saidFailed = true;
        // Without the exception's message, which may hold bytes of the packet.
        return $"packet {packet}: internal error ({decoder.Failure!.GetType().Name}); packets that cause it are skipped; please report this";
    }
}
