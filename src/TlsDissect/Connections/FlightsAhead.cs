namespace TlsDissect.Connections;

/// <summary>What decrypted records of a direction say of its flight.</summary>
/// <param name="Side">The direction.</param>
/// <param name="Count">Number of messages and data that count, up to <see cref="Most"/>.</param>
/// <param name="IsOver">Whether the flight is over.</param>
internal readonly record struct DecryptedFlight(int Side, int Count, bool IsOver)
{
    /// <summary>No outcome depends on more.</summary>
    private const int Most = 4;

    /// <summary>The two together.</summary>
    public DecryptedFlight And(in DecryptedFlight later) => new(Side, Math.Min(Count + later.Count, Most), IsOver || later.IsOver);
}

/// <summary>
/// What decrypted records say of their flights while earlier records of the other direction wait. It counts after those, because the order
/// of records is what tells a hidden handshake from data.
/// </summary>
internal sealed class FlightsAhead
{
    private readonly Queue<(long Number, DecryptedFlight Flight)> _earlier = new();
    private (long Number, DecryptedFlight Flight)? _last;

    /// <summary>Adds what a record says. All that came after the same waiting record is kept as one.</summary>
    /// <param name="number">The record's number.</param>
    /// <param name="flight">What it says.</param>
    /// <param name="waiting">The number of the last record of the other direction that waits.</param>
    /// <returns>Whether it takes memory of its own.</returns>
    public bool Add(long number, in DecryptedFlight flight, long waiting)
    {
        if (_last is { } last && last.Flight.Side == flight.Side && last.Number > waiting)
        {
            _last = (number, last.Flight.And(flight));
            return false;
        }

        if (_last is { } before) _earlier.Enqueue(before);
        _last = (number, flight);
        return true;
    }

    /// <summary>The earliest flight; <c>null</c> if none is kept.</summary>
    public (long Number, DecryptedFlight Flight)? First => _earlier.Count > 0 ? _earlier.Peek() : _last;

    /// <summary>Removes the earliest.</summary>
    public void RemoveFirst()
    {
        if (_earlier.Count > 0) _earlier.Dequeue();
        else _last = null;
    }
}
