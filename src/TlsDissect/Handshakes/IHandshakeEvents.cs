using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>What follows from a connection's handshakes for how it is read. The connection acts on it before the call returns, and answers three questions.</summary>
internal interface IHandshakeEvents
{
    /// <summary>The direction of the side that has a role now.</summary>
    IDirectionView DirectionOf(Sender sender);

    /// <summary>Whether TCP says where a side begins to send.</summary>
    bool IsStartSeen(int side);

    /// <summary>Whether records of a side wait for keys.</summary>
    bool HasWaiting(int side);

    /// <summary>A hello tells that the client is the other side.</summary>
    void OnRolesTurned();

    /// <summary>What comes next from a sender is protected with keys of this handshake and epoch, which are to be found.</summary>
    void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch);

    /// <summary>What comes next from a sender is in the clear after all.</summary>
    void OnKeysTakenBack(Sender sender);

    /// <summary>The client said hello again: its early data is over, and what follows is in the clear.</summary>
    void OnHelloRepeated();

    /// <summary>TLS 1.3's KeyUpdate: the sender's next record is under its next traffic secret (RFC 8446 §7.2).</summary>
    void OnKeyUpdate(Sender sender, Handshake handshake);

    /// <summary>A session that may be resumed: in TLS 1.2 the ticket is in the handshake, too.</summary>
    void OnTicket(Handshake handshake, NewSessionTicket ticket);

    /// <summary>A Finished is in the transcript; the sender's keys are still those that it came under.</summary>
    void OnFinished(Sender sender, Handshake handshake);

    /// <summary>The hellos that were read so far are not believed: the next record of each direction is read as its first.</summary>
    void OnBeginAgain();

    /// <summary>A decision that depends on how much was captured so far: the same records, read again later, may lead to another.</summary>
    void OnUnrepeatable();
}
