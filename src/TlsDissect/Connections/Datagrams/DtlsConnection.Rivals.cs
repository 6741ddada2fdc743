using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Secrets;

namespace TlsDissect.Connections.Datagrams;

/// <content>
/// Messages in the clear that contradict each other. Anyone can send them, so one of two that have the same message_seq was forged. Which
/// one is shown by the messages around it, or by the first record under keys.
/// </content>
internal sealed partial class DtlsConnection
{
    /// <summary>Number of combinations that are considered, and how often all messages are read again.</summary>
    private const int MaxCombinations = 16, MaxReadAgain = 32;

    private int _readAgain;

    /// <summary>Whether all messages are read again.</summary>
    private bool _isReadAgain;

    /// <summary>Whether every combination was tried on a record.</summary>
    private bool _isTried;

    /// <summary>Whether a record authenticated, which shows that the hellos are right.</summary>
    private bool IsSettled => _sides[0].SettledEpoch > 0 || _sides[1].SettledEpoch > 0;

    private bool IsContested => (_sides[0].Joiner.IsContested || _sides[1].Joiner.IsContested) && MayReadAgain;

    /// <summary>Whether all messages may be read again: none is released.</summary>
    private bool MayReadAgain =>
        !IsSettled && _readAgain < MaxReadAgain && !_sides[0].Joiner.HasReleased && !_sides[1].Joiner.HasReleased;

    /// <summary>Notes that a record authenticated.</summary>
    private void Settle()
    {
        foreach (DtlsSide side in _sides)
        {
            // A Finished that verifies is right in any case; one that does not may be right too.
            if (side.Joiner.IsContested && Handshakes().Current is Handshake handshake) handshake.IsTranscriptBroken = true;
            side.Joiner.Settle();
            side.KeyChange = null;
        }
    }

    /// <summary>Chooses the messages that make up a handshake in its order. Returns whether others were read.</summary>
    private bool ChooseRivals()
    {
        if (_isReadAgain) return false;
        if (!IsContested) return IsRequestRead && ReadInOrder();
        List<DatagramMessage[]> combinations = Combinations(out List<DatagramCandidates> places);
        int present = combinations.FindIndex(combination => IsChosen(places, combination));
        (int Faults, DatagramMessage[] Messages)[] judged =
            [.. combinations.Select(combination => (Faults(places, combination), combination))];
        (int Faults, DatagramMessage[] Messages) best = judged.MinBy(each => each.Faults);
        if (present >= 0 && judged[present].Faults <= best.Faults) return false;
        bool isRead = !IsChosen(places, best.Messages) && TryReadAgain(places, best.Messages);
        Report().EndReadAgain(ClearMessages.OutOfPlace);
        return isRead;
    }

    /// <summary>Whether a hello counts because the server's first message seemed to be missing, and now that message is there.</summary>
    private bool IsRequestRead => _otherRandom == OtherRandom.LacksRequest && MayReadAgain &&
        _sides[1 - ClientSide].Joiner.Of(0) is { Epoch: 0, Whole: not null };

    /// <summary>Reads all messages again, each after the one that it answers.</summary>
    private bool ReadInOrder()
    {
        bool isRead = TryReadAgain([], []);
        Report().EndReadAgain(ClearMessages.OutOfPlace);
        return isRead;
    }

    /// <summary>
    /// Reads a record under keys with the combination that decrypts it. Returns <c>null</c> if nothing is contested or none does, and
    /// <c>false</c> if the record has to wait, because a message is missing that a key needs.
    /// </summary>
    private bool? TryRivals(Direction direction, in TlsRecord record)
    {
        if (!IsContested || _isTried || !Context.Keys.MayHaveAny) return null;
        int epoch = direction.WireEpoch;
        List<DatagramMessage[]> combinations = Combinations(out List<DatagramCandidates> places);
        DatagramMessage[] first = [.. places.Select(place => place.Whole!)];
        bool mayWait = false;
        foreach (DatagramMessage[] combination in combinations.OrderBy(each => Faults(places, each)).Prepend(first))
        {
            if (combination != first)
            {
                if (combination.SequenceEqual(first)) continue;
                if (_readAgain >= MaxReadAgain || !TryReadAgain(places, combination)) break;
            }

            direction.Select(epoch);
            if (TryDecryptFirst(direction, record, out bool isMissing)) return true;
            if (isMissing && combination == first) return false;
            mayWait |= isMissing;
        }

        if (!IsChosen(places, first)) TryReadAgain(places, first);
        Report().EndReadAgain(ClearMessages.OutOfPlace);
        direction.Select(epoch);
        _isTried = !mayWait;
        return mayWait ? false : null;
    }

    /// <summary>Reads a record under keys if it decrypts with the messages that are chosen.</summary>
    private bool TryDecryptFirst(Direction direction, in TlsRecord record, out bool isMissing)
    {
        isMissing = false;
        TakeKeyChange(_sides[direction.Side]);
        if (Handshakes().Current is not { ServerHello: not null } handshake) return false;
        if ((record.Number is null) != handshake.IsTls13 || !TryBind(direction, record)) return false;
        SecretAnswer answer = Secrets.Find(Question(direction), record);
        isMissing = answer.Result == SecretResult.Wait && !IsEnding && MissesFlight(handshake);
        if (answer.Result != SecretResult.Decrypted) return false;
        Report().EndReadAgain(ClearMessages.OutOfPlace);
        Protect(direction, answer.Found!);
        ReadProtected(direction, record);
        Drain();
        return true;
    }

    /// <summary>Whether messages that a key needs may still come.</summary>
    private bool MissesFlight(Handshake handshake) => !handshake.IsTls13 && !handshake.IsResumption &&
        !(_sides[1 - ClientSide].Read.IsFlightDone && _sides[ClientSide].Read.HasKeyExchange);

    private static bool IsChosen(List<DatagramCandidates> places, DatagramMessage[] combination) =>
        places.Zip(combination).All(pair => pair.First.Whole == pair.Second);

    /// <summary>Every choice of the messages that several contradict, up to a bound.</summary>
    private List<DatagramMessage[]> Combinations(out List<DatagramCandidates> places)
    {
        places = [.. _sides.SelectMany(side => side.Joiner.Contested.Select(sequence => side.Joiner.Of(sequence)!))];
        List<DatagramMessage[]> all = [[]];
        foreach (DatagramCandidates place in places)
        {
            all =
            [
                .. all.SelectMany(before => place.Choices.Select(choice => (DatagramMessage[])[.. before, choice])).Take(MaxCombinations),
            ];
        }

        return all;
    }

    /// <summary>What speaks against these messages: those that are then out of place, and hellos that do not repeat the first.</summary>
    private int Faults(List<DatagramCandidates> places, DatagramMessage[] combination)
    {
        DatagramMessage? Chosen(DtlsSide side, int sequence)
        {
            if (side.Joiner.Of(sequence) is not { Epoch: 0 } candidates) return null;
            int place = places.IndexOf(candidates);
            return place >= 0 ? combination[place] : candidates.Whole;
        }

        DtlsSide client = _sides[ClientSide], server = _sides[1 - ClientSide];
        DatagramMessage? hello = Enumerable.Range(0, 3).Select(sequence => Chosen(server, sequence))
            .FirstOrDefault(message => message?.Type == HandshakeType.ServerHello);
        int ofAnswers = Enumerable.Range(0, 2).Sum(sequence =>
            FaultsOfAnswer(Chosen(server, sequence), Chosen(client, sequence), Chosen(client, sequence + 1)));
        return ofAnswers + CookieAnswers.Fault * ClearFlights.Faults(new ClearFlights.Flights(sequence => Chosen(client, sequence)?.Type,
            sequence => Chosen(server, sequence)?.Type)
        {
            IsTls13 = hello is null ? null : IsTls13(new RawHandshake(hello.Start)),
        });
    }

    private static int FaultsOfAnswer(DatagramMessage? asked, DatagramMessage? first, DatagramMessage? answer) =>
        asked is { Type: HandshakeType.HelloVerifyRequest or HandshakeType.HelloRetryRequest } && Parsed(answer) is ClientHello second
            ? CookieAnswers.Faults(Parsed(asked) as HelloVerifyRequest, Parsed(first) as ClientHello, second)
            : 0;

    private static HandshakeMessage? Parsed(DatagramMessage? message) =>
        message is { Type: HandshakeType.HelloVerifyRequest or HandshakeType.ClientHello }
            ? HandshakeParser.Parse(message.Type, new RawHandshake(message.Start).Body, default, out _)
            : null;

    private static bool IsTls13(in RawHandshake hello) =>
        HandshakeParser.Parse(hello.Type, hello.Body, default, out _) is ServerHello { NegotiatedVersion: var version } &&
            version.IsTls13();

    /// <summary>
    /// Chooses a ServerHello with connection IDs, because a record has one, and the present ServerHello has none. Returns whether there is
    /// such.
    /// </summary>
    public bool TryRivalsForId(int side)
    {
        if (!IsReading || !IsContested || _sides[side].ConnectionIdLength > 0) return false;
        List<DatagramMessage[]> combinations = Combinations(out List<DatagramCandidates> places);
        DatagramMessage[] first = [.. places.Select(place => place.Whole!)];
        foreach (DatagramMessage[] combination in combinations.OrderBy(each => Faults(places, each)))
        {
            if (IsChosen(places, combination) || _readAgain >= MaxReadAgain) continue;
            if (!TryReadAgain(places, combination)) break;
            if (_sides[side].ConnectionIdLength == 0) continue;
            Report().EndReadAgain(ClearMessages.OutOfPlace);
            return true;
        }

        if (!IsChosen(places, first)) TryReadAgain(places, first);
        Report().EndReadAgain(ClearMessages.OutOfPlace);
        return false;
    }

    /// <summary>
    /// Reads all messages again with others. Returns <c>false</c> if one of the places is released. The sink is told once the last is read
    /// (<see cref="ConnectionReport.EndReadAgain"/>).
    /// </summary>
    private bool TryReadAgain(List<DatagramCandidates> places, DatagramMessage[] combination)
    {
        if (!places.TrueForAll(place => _sides[0].Joiner.Has(place) || _sides[1].Joiner.Has(place))) return false;
        _readAgain++;
        foreach ((DatagramCandidates place, DatagramMessage message) in places.Zip(combination)) place.Choose(message);
        Counts.IsCookieExchanged = null;
        (Counts.ClientConnectionId, Counts.ServerConnectionId) = (null, null);
        foreach (DtlsSide side in _sides) side.ConnectionIdLength = 0;
        Handshakes().ReadDatagramsAgain();
        foreach (DtlsSide side in _sides) side.Rewind();
        _isReadAgain = true;
        foreach (DtlsSide side in _sides) side.Joiner.KeepsAll = true;
        Deliver();
        foreach (DtlsSide side in _sides)
        {
            if (!side.HasWaitingMessages) TakeKeyChange(side);
        }

        foreach (DtlsSide side in _sides) side.Joiner.KeepsAll = false;
        _isReadAgain = false;
        return true;
    }
}
