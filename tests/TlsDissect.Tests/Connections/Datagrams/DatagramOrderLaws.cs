namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>UDP promises no order: the network may let datagrams overtake each other, and repeat them.</summary>
public sealed class DatagramOrderLaws
{
    private const int Distance = 8;
    private const int Seeds = 3;

    /// <summary>Captures that are decrypted as a whole.</summary>
    public static TheoryData<string> Decrypted => [.. CapturedDatagrams.Decrypted];

    /// <summary>
    /// Early data in front of its ClientHello cannot be recognized. In a renegotiation, a message that overtakes the new hello counts as a
    /// repeat of the first handshake's.
    /// </summary>
    public static TheoryData<string> InFlights =>
        [.. CapturedDatagrams.Decrypted.Where(name => name is not ("dtls13-early-data" or "dtls12-renegotiation"))];

    [Theory]
    [MemberData(nameof(InFlights))]
    public void A_flight_whose_datagrams_overtake_each_other_and_come_twice_changes_nothing(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        AssertSame(capture, random => Flights(capture.Datagrams).SelectMany(flight => Mix(flight, flight.Count, random)));
    }

    [Theory]
    [MemberData(nameof(Decrypted))]
    public void Data_that_overtakes_other_data_and_comes_twice_changes_nothing(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        int handshake = (int)capture.Whole.Connections.SelectMany(connection => connection.Messages)
            .Max(message => message.Position.Packet);
        AssertSame(capture, random => [.. capture.Datagrams.Take(handshake), .. Mix(capture.Datagrams.Skip(handshake), Distance, random)]);
    }

    private static void AssertSame(CapturedDatagrams capture, Func<Random, IEnumerable<SentDatagram>> mix)
    {
        string expected = DatagramFacts.Of(capture.Whole);
        for (int seed = 0; seed < Seeds; seed++)
        {
            Dissection mixed = CapturedDatagrams.Dissect(mix(new Random(seed)), capture.Keys);
            Assert.Empty(mixed.Faults);
            ConnectionFacts.AssertSame(expected, DatagramFacts.Of(mixed), $"seed {seed}");
        }
    }

    /// <summary>Datagrams that one side sent before the other did.</summary>
    private static List<List<SentDatagram>> Flights(IReadOnlyList<SentDatagram> datagrams)
    {
        List<List<SentDatagram>> flights = [];
        foreach (SentDatagram datagram in datagrams)
        {
            if (flights.Count == 0 || flights[^1][0].Source != datagram.Source) flights.Add([]);
            flights[^1].Add(datagram);
        }

        return flights;
    }

    /// <summary>Each datagram comes at most <paramref name="distance"/> places later than it was sent; some come twice.</summary>
    private static IEnumerable<SentDatagram> Mix(IEnumerable<SentDatagram> datagrams, int distance, Random random)
    {
        List<(int Place, SentDatagram Datagram)> mixed = [];
        int sent = 0;
        foreach (SentDatagram datagram in datagrams)
        {
            mixed.Add((sent + random.Next(distance + 1), datagram));
            if (random.Next(4) == 0) mixed.Add((sent + random.Next(distance + 1), datagram));
            sent++;
        }

        return mixed.OrderBy(each => each.Place).Select(each => each.Datagram);
    }
}
