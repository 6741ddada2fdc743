using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Tracks which handshakes of a connection have ended, and reports it.</summary>
internal sealed class HandshakeCompletion(IHandshakeReport report)
{
    private bool _anyFull;
    private bool _anyResumed;
    private bool _isNew;

    /// <summary>Whether the client sent a CertificateVerify.</summary>
    public bool ClientProved { get; set; }

    /// <summary>Notes that a Finished was sent, whether or not it was seen.</summary>
    public void MarkFinished(Handshake handshake, Sender sender)
    {
        // Without a ServerHello, only a certificate distinguishes a full handshake from a resumed one.
        bool isKnown = handshake.ServerHello is not null || (handshake.IsTls13 && handshake.ServerFlightSeen);
        if (!isKnown) handshake.HasEarlyFinished |= sender == Sender.Client;
        if (!isKnown || handshake.Finished[(int)sender]) return;
        if (!handshake.IsTls13 && !handshake.ChangedCipherSpec[(int)sender]) return;
        handshake.Finished[(int)sender] = true;
        if (!handshake.IsComplete) return;
        if (handshake.IsResumption) _anyResumed = true;
        else _anyFull = true;
        _isNew = true;
    }

    /// <summary>Reports a handshake that ended with the last message to the sink, once all effects of the message are known.</summary>
    public void Tell(Handshake? current, in StreamPosition position)
    {
        if (!_isNew) return;
        _isNew = false;
        Judge(current);
        report.OnHandshake(position);
    }

    /// <summary>Reports how far the handshakes came.</summary>
    public void Judge(Handshake? current) =>
        report.OnProgress(_anyFull ? HandshakeKind.Full : _anyResumed ? HandshakeKind.Resumed : HandshakeKind.Incomplete, current,
            ClientProved);
}
