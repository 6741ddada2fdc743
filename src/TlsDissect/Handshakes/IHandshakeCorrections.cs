using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>What was listed and is not believed after all, as a later message contradicts it: it becomes a violation.</summary>
internal interface IHandshakeCorrections
{
    /// <summary>A ClientHello.</summary>
    void TakeBack(ClientHello hello, string why);

    /// <summary>The HelloRetryRequest.</summary>
    void TakeBackRetryRequest(string why);

    /// <summary>What the client said in the clear after its hello.</summary>
    void TakeBackClientFlight(string why);

    /// <summary>A sender's change_cipher_spec in the clear.</summary>
    void TakeBackKeyChange(Sender sender, string why);

    /// <summary>Every message: a hello among them said wrongly who is who.</summary>
    void TakeBackAll(string why);

    /// <summary>A message that was said to be a violation is read after all.</summary>
    /// <param name="position">The packet that completed it.</param>
    /// <param name="length">Its body, in bytes.</param>
    void TakeBackViolation(StreamPosition position, int length);

    /// <summary>Replaces a ClientHello by a rival that a Finished verified. The listed one becomes a violation.</summary>
    /// <param name="listed">The one that was.</param>
    /// <param name="rival">The other one.</param>
    /// <param name="violation">As what it was listed.</param>
    void Exchange(ClientHello listed, MessageEntry rival, ViolationEntry violation);

    /// <summary>The same for the HelloRetryRequest.</summary>
    void ExchangeRetryRequest(MessageEntry rival, ViolationEntry violation);
}
