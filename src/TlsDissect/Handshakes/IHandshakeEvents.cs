using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>What follows from the handshakes for how a connection is read. The connection acts on it before the call returns.</summary>
internal interface IHandshakeEvents
{
    /// <summary>The direction of a role, as far as is known now.</summary>
    IDirectionView DirectionOf(Sender sender);

    /// <summary>Whether the start of a side's stream was captured.</summary>
    bool IsStartSeen(int side);

    /// <summary>Whether records of a side wait for keys.</summary>
    bool HasWaiting(int side);

    /// <summary>A hello tells that the client is the other side.</summary>
    void OnRolesTurned();

    /// <summary>The sender's next records are protected with keys of this handshake and epoch, which are still to be found.</summary>
    void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch);

    /// <summary>The sender's next records are in the clear after all.</summary>
    void OnKeysTakenBack(Sender sender);

    /// <summary>The client sent a second hello: its early data is over, and its next records are in the clear.</summary>
    void OnHelloRepeated();

    /// <summary>TLS 1.3's KeyUpdate: the sender's next record is under its next traffic secret (RFC 8446 §7.2).</summary>
    void OnKeyUpdate(Sender sender, Handshake handshake);

    /// <summary>A ticket was issued. That of TLS 1.2 is in the handshake, too.</summary>
    void OnTicket(Handshake handshake, NewSessionTicket ticket);

    /// <summary>A Finished is in the transcript. The keys of the sender have not changed yet.</summary>
    void OnFinished(Sender sender, Handshake handshake);

    /// <summary>The hellos read so far are discarded. The next record of each direction is read as its first.</summary>
    void OnBeginAgain();

    /// <summary>A decision depends on how much was captured so far. The same records, read again later, may lead to another.</summary>
    void OnUnrepeatable();
}
