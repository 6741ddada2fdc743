using TlsDissect.Messages;

namespace TlsDissect.Handshakes;

/// <content>
/// Handles truncated and malformed messages. A truncated hello is used as far as it goes. A malformed one is only listed, because its
/// receiver did not accept it either.
/// </content>
internal sealed partial class HandshakeTracker
{
    /// <summary>Handles a truncated message: lists it at the packet that it began in, and uses the fields of a hello up to there.</summary>
    public void OnTruncated(IDirectionView direction)
    {
        if (_fragments.Of(direction) is not { } joined) return;
        Arrival arrival = new(direction, joined.At, IsProtected: joined.Under != 0);
        // Without its header the message is unknown. But a sender with keys had no message to send in the clear.
        if (!arrival.IsProtected && direction.SentProtected && report.MissingBytes == 0 &&
            joined.Joiner.PartialLength < RawHandshake.HeaderSize) _fragments.EndPartial(direction);
        if (joined.Joiner.TryTakeTruncated(out RawHandshake raw) && !_fragments.Refuses(arrival, raw)) OnTruncatedMessage(arrival, raw);
        joined.Joiner.Reset();
    }

    private void OnTruncatedMessage(in Arrival arrival, in RawHandshake raw)
    {
        HandshakeMessage? hello = PartialHello.Parse(raw.Type, raw.Body) switch
        {
            ClientHello client => client with { IsTruncated = true },
            ServerHello server => server with { IsTruncated = true },
            _ => null,
        };
        // A ClientHello without its random, or a ServerHello without its suite, is of no use.
        HandshakeMessage? used = hello is ClientHello { Random.Length: > 0 } or ServerHello { HasCipherSuite: true } ? hello : null;
        if (used is not null && !IsOfItsSide(arrival, raw, used, [])) return;
        if (_fragments.RefusesHello(arrival, raw, used)) return;
        Handshake handshake = _handshakes.For(arrival.Sender, raw.Type);
        handshake.IsDamaged = true;
        MessageEntry entry = List(arrival.Entry(handshake, raw, hello, $"truncated: {raw.Body.Length} of {raw.Length} bytes"),
            services.KeptBody(raw, new HandshakeContext(handshake.Version, handshake.CipherSuite)));
        if (used is not null) Apply(arrival.Direction, handshake, used, entry);
        else if (hello is not null) report.OnUnusedHello(hello);
        report.Tell(entry);
    }

    /// <summary>Reads a hello up to the place where it becomes malformed. Returns <c>null</c> for other messages.</summary>
    private HandshakeMessage? ReadMalformed(in RawHandshake raw)
    {
        HandshakeMessage? hello = PartialHello.Parse(raw.Type, raw.Body) switch
        {
            ClientHello client => client with { IsMalformed = true },
            ServerHello server => server with { IsMalformed = true },
            _ => null,
        };
        if (hello is not null) report.OnUnusedHello(hello);
        return hello;
    }
}
