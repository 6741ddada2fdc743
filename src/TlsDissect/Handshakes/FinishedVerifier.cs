using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Verifies the Finished messages of one connection.</summary>
internal sealed class FinishedVerifier(IHandshakeReport report)
{
    /// <summary>
    /// Maximum number of Finished messages that wait. Each keeps its handshake and transcript. A Finished verifies within a message or two,
    /// or its keys are unknown. More are not verified.
    /// </summary>
    private const int MaxPending = 16;

    private readonly List<Pending> _pending = [];

    /// <summary>Whether no Finished is waiting.</summary>
    public bool IsEmpty => _pending.Count == 0;

    private readonly record struct Pending(Handshake Handshake, MessageEntry Entry, byte[] VerifyData, byte[] TrafficSecret);

    /// <summary>Adds a Finished for <see cref="Check"/>, with the TLS 1.3 secret that protected it; otherwise an empty one.</summary>
    public void Add(Handshake handshake, MessageEntry entry, byte[] verifyData, byte[] trafficSecret)
    {
        if (_pending.Count < MaxPending) _pending.Add(new Pending(handshake, entry, verifyData, trafficSecret));
    }

    /// <summary>Bytes of memory of earlier handshakes that are kept only for their Finished.</summary>
    public int HeldBefore(Handshake? current)
    {
        int held = 0;
        Handshake? counted = current;
        foreach (Pending pending in _pending)
        {
            if (pending.Handshake == current || pending.Handshake == counted) continue;
            counted = pending.Handshake;
            held += counted.Held + Footprint.Of(counted.ClientHello) + Footprint.Of(counted.ServerHello);
        }

        return held;
    }

    /// <summary>
    /// Verifies each Finished with the transcript. One direction may be read before the other, so one that does not verify is tried again
    /// with each later message. It counts as wrong only at the end.
    /// </summary>
    public void Check(bool last)
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            Pending pending = _pending[i];
            bool? verified = Verify(pending);
            // Lost messages may have been part of the transcript, so nothing is refuted.
            if (verified == false && (pending.Handshake.IsTranscriptBroken || pending.Handshake.HasHiddenMessages)) verified = null;
            if (verified != true && !last) continue;
            pending.Entry.Verified = verified;
            pending.Handshake.FinishedVerified[(int)pending.Entry.From] = verified;
            report.OnFinished(pending.Entry.From, verified);
            _pending.RemoveAt(i);
        }
    }

    private bool? Verify(Pending pending)
    {
        Handshake handshake = pending.Handshake;
        Sender sender = pending.Entry.From;
        if (handshake.CipherSuite is not CipherSuite suite || handshake.Transcript.Overflowed) return null;
        if (handshake.IsTls13)
        {
            if (pending.TrafficSecret.Length == 0) return null;
            byte[] Hash(byte[] bytes) => Tls13KeySchedule.Hash(suite, bytes);
            bool? verified = null;
            for (int choice = 0; choice < handshake.Transcript.Choices; choice++)
            {
                (bool otherRetry, bool otherHello) = handshake.Transcript.Choose(choice);
                if (handshake.CoveredTls13(sender, HandshakeType.Finished, Hash) is not byte[] covered) return null;
                verified =
                    Tls13KeySchedule.TryFinishedVerifyData(handshake.Version, suite.Hash, pending.TrafficSecret, Hash(covered))?.AsSpan()
                        .SequenceEqual(pending.VerifyData);
                if (verified != true) continue;
                RetryRequests.Settle(handshake, report, otherRetry, otherHello);
                break;
            }

            return verified;
        }

        if (handshake.Secret is null ||
            !handshake.Transcript.TryGetBefore(sender, HandshakeType.Finished, out ReadOnlySpan<byte> transcript)) return null;
        byte[] master = handshake.Secret.Master;
        bool IsOf(ReadOnlySpan<byte> covered) => FinishedVerifyData.Compute(handshake.Version, suite, master, sender, covered).AsSpan()
            .SequenceEqual(pending.VerifyData);
        if (handshake.Version != ProtocolVersions.DraftDtls10) return IsOf(transcript);
        // A draft: only OpenSSL says what it covers, and versions differ, so none is refuted.
        return IsOf(transcript) || IsOf(handshake.Transcript.WithBeforeCookie(transcript)) ? true : null;
    }
}
