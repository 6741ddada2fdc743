using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>Writes one connection's plaintext as packets of its transport.</summary>
internal interface IConversation
{
    /// <summary>Writes data of one side.</summary>
    void Say(Sender from, ReadOnlySpan<byte> data, CaptureTime time);

    /// <summary>Missing data of one side.</summary>
    void Skip(Sender from, long bytes);

    /// <summary>The end of the connection.</summary>
    void Close(CaptureTime time);
}
