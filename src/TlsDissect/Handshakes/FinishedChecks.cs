using TlsDissect.Connections;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>The Finished messages of one connection that are still to be checked.</summary>
internal sealed class FinishedChecks(ConnectionReport report)
{
    /// <summary>
    /// Finished messages that may wait; each keeps its handshake and transcript. One verifies within a message or two, or its keys are unknown. More are not checked.
    /// </summary>
    private const int MaxPending = 16;

    private readonly List<Pending> _pending = [];

    /// <summary>Whether none is left to check.</summary>
    public bool IsEmpty => _pending.Count == 0;

    private readonly record struct Pending(HandshakeFlow Flow, MessageEntry Entry, byte[] VerifyData, byte[] TrafficSecret);

    /// <summary>Notes a Finished for <see cref="Check"/>.</summary>
    /// <param name="flow">Its handshake.</param>
    /// <param name="entry">Where it is listed.</param>
    /// <param name="verifyData">What it holds.</param>
    /// <param name="trafficSecret">The TLS 1.3 secret that protected it; empty else.</param>
    public void Add(HandshakeFlow flow, MessageEntry entry, byte[] verifyData, byte[] trafficSecret)
    {
        if (_pending.Count < MaxPending) _pending.Add(new Pending(flow, entry, verifyData, trafficSecret));
    }

    /// <summary>Bytes of memory that earlier handshakes take, which are kept only for their Finished.</summary>
    public int HeldBefore(HandshakeFlow? current)
    {
        int held = 0;
        HandshakeFlow? counted = current;
        foreach (Pending pending in _pending)
        {
            if (pending.Flow == current || pending.Flow == counted) continue;
            counted = pending.Flow;
            held += HeldBytes.Of(counted) + Footprint.Of(counted.ClientHello) + Footprint.Of(counted.ServerHello);
        }

        return held;
    }

    /// <summary>
    /// Checks each Finished against the transcript. One direction may be read before the other, so one that does not fit yet is looked at again
    /// with each later message, and only at the end is it wrong.
    /// </summary>
    public void Check(bool last)
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            Pending pending = _pending[i];
            bool? verified = Verify(pending);
            // What was lost may have been part of it: nothing is proved.
            if (verified == false && (pending.Flow.IsTranscriptBroken || pending.Flow.HasHiddenMessages)) verified = null;
            if (verified != true && !last) continue;
            pending.Entry.Verified = verified;
            pending.Flow.FinishedVerified[(int)pending.Entry.From] = verified;
            report.OnFinished(pending.Entry.From, verified);
            _pending.RemoveAt(i);
        }
    }

    private bool? Verify(in Pending pending)
    {
        HandshakeFlow flow = pending.Flow;
        Sender sender = pending.Entry.From;
        if (flow.CipherSuite is not CipherSuite suite || flow.Transcript.Overflowed) return null;
        if (flow.IsTls13)
        {
            if (pending.TrafficSecret.Length == 0) return null;
            byte[] Hash(byte[] bytes) => Tls13KeySchedule.Hash(suite, bytes);
            bool? verified = null;
            for (int choice = 0; choice < flow.Transcript.Choices; choice++)
            {
                (bool otherRetry, bool otherHello) = flow.Transcript.Choose(choice);
                if (flow.CoveredTls13(sender, HandshakeType.Finished, Hash) is not byte[] covered) return null;
                verified = Tls13KeySchedule.TryFinishedVerifyData(flow.Version, suite.Hash, pending.TrafficSecret, Hash(covered))?.AsSpan().SequenceEqual(pending.VerifyData);
                if (verified != true) continue;
                RetryRequests.Settle(flow, report, otherRetry, otherHello);
                break;
            }

            return verified;
        }

        if (flow.Secret is null || !flow.Transcript.TryGetBefore(sender, HandshakeType.Finished, out ReadOnlySpan<byte> transcript)) return null;
        return FinishedVerifyData.Compute(flow.Version, suite, flow.Secret.Master, sender, transcript).AsSpan().SequenceEqual(pending.VerifyData);
    }
}
