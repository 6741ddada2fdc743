using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Judges which messages in the clear may follow each other in a handshake of DTLS (RFC 6347 §4.2.1, RFC 9147 §5.1).</summary>
internal static class ClearFlights
{
    private const int MaxMessages = 16;

    /// <summary>The types of messages by message_seq; <c>null</c> where one is not known, or comes under keys.</summary>
    internal readonly record struct Flights(Func<int, HandshakeType?> Client, Func<int, HandshakeType?> Server)
    {
        /// <summary>
        /// Whether the ServerHello negotiates DTLS 1.3, which has nothing in the clear after it; <c>null</c> if none came.
        /// </summary>
        public bool? IsTls13 { get; init; }
    }

    /// <summary>How many messages are out of place.</summary>
    public static int Faults(in Flights flights) => OfClient(flights) + OfServer(flights);

    private static int OfClient(in Flights flights)
    {
        int faults = 0, last = 0;
        for (int sequence = 0; sequence < MaxMessages; sequence++)
        {
            if (flights.Client(sequence) is not HandshakeType type) continue;
            int place = ClearPlace.Of(Sender.Client, type);
            bool isAsked = sequence == 0 || flights.Server(sequence - 1) is not HandshakeType before || Asks(before);
            bool isRight = type == HandshakeType.ClientHello
                ? last <= ClearPlace.Hello && isAsked
                : sequence > 0 && place > last && flights.IsTls13 != true;
            if (!isRight) faults++;
            last = Math.Max(last, place);
        }

        return faults;
    }

    private static int OfServer(in Flights flights)
    {
        int faults = 0, last = 0;
        bool mayHaveHello = false;
        for (int sequence = 0; sequence < MaxMessages; sequence++)
        {
            // One that is missing may be the ServerHello.
            mayHaveHello |= flights.Server(sequence) is null or HandshakeType.ServerHello;
            if (flights.Server(sequence) is not HandshakeType type) continue;
            // A whole flight without its hello is worse than one message out of place.
            if (type == HandshakeType.ServerHelloDone && !mayHaveHello) faults++;
            int place = Asks(type) ? 0 : ClearPlace.Of(Sender.Server, type);
            if (!(Asks(type) ? MayAsk(flights, sequence, last) : MayFollow(flights, sequence, last, place))) faults++;
            last = Math.Max(last, place);
        }

        return faults;
    }

    /// <summary>Whether a server asks for another hello.</summary>
    private static bool Asks(HandshakeType type) => type is HandshakeType.HelloVerifyRequest or HandshakeType.HelloRetryRequest;

    private static bool MayAsk(in Flights flights, int sequence, int last)
    {
        bool isRetry = flights.Server(sequence) == HandshakeType.HelloRetryRequest;
        return last == 0 && sequence <= 1 && flights.Client(sequence + 1) is null or HandshakeType.ClientHello &&
            flights.IsTls13 != !isRetry;
    }

    private static bool MayFollow(in Flights flights, int sequence, int last, int place)
    {
        if (place <= last) return false;
        bool isBegun = last > 0 || place == ClearPlace.Hello || (sequence > 0 && flights.Server(sequence - 1) is null);
        return isBegun && (place == ClearPlace.Hello || flights.IsTls13 != true);
    }
}
