using System.CommandLine;
using System.Globalization;

namespace TlsDissect.Cli.Options;

/// <summary>
/// A limit of a run, described once: <c>--limit</c>, the hidden option of its own, <c>help limits</c> and the manual are made from it. The
/// rows are in <see cref="Limits"/>.
/// </summary>
/// <param name="Name">As <c>--limit</c> takes it.</param>
/// <param name="OptionName">The option of its own, from the time before <c>--limit</c>; <c>null</c> if it has none.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Default">The default as it is shown.</param>
/// <param name="Range">The values that it can have, as in <c>1M up</c> and <c>1000 to 16M</c>.</param>
/// <param name="Effect">The quantity that is limited, and what happens at the limit.</param>
internal abstract record Limit(string Name, string? OptionName, string Unit, string Default, string Range, string Effect)
{
    /// <summary>The option of its own; one to parse values with if it has none.</summary>
    public abstract Option CreateOption();

    /// <summary>A limit that counts something.</summary>
    public static Limit<int> Number(string name, string? option, int value, string unit, string effect, int least = 1) =>
        new(name, option, unit, value.ToString("N0", CultureInfo.InvariantCulture), $"{least} up", effect, value,
            called => NumberOption.Create(called, value, effect, least));

    /// <summary>A limit on bytes: 65536, 64K or 64KB.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="option">The option of its own.</param>
    /// <param name="value">The default.</param>
    /// <param name="effect">What happens at it.</param>
    /// <param name="least">The smallest value.</param>
    /// <param name="most">The largest value.</param>
    /// <param name="shown">The default as it is shown, if that is not its size.</param>
    public static Limit<long> Size(
        string name, string? option, long value, string effect, long least = 1, long most = int.MaxValue, string? shown = null) =>
        new(name, option, "bytes", shown ?? Units.Size(value),
            most >= int.MaxValue ? $"{Units.Size(least)} up" : $"{Units.Size(least)} to {Units.Size(most)}", effect, value,
            called => NumberOption.CreateSize(called, value, effect, least, most));

    /// <summary>A limit on time.</summary>
    public static Limit<TimeSpan> Time(string name, string? option, string value, string effect) =>
        new(name, option, "time", value, "1ms up", effect, Units.TryParseTime(value, out TimeSpan time) ? time : TimeSpan.Zero,
            called => TimeOption.Create(called, value, effect));
}

/// <summary>A limit whose value has a type.</summary>
/// <param name="Name">As <c>--limit</c> takes it.</param>
/// <param name="OptionName">The option of its own, or <c>null</c>.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Default">The default as it is shown.</param>
/// <param name="Range">The values that it can have.</param>
/// <param name="Effect">The quantity that is limited, and what happens at the limit.</param>
/// <param name="Value">The default.</param>
/// <param name="Create">Makes an option of the given name that parses values.</param>
internal sealed record Limit<T>(
    string Name, string? OptionName, string Unit, string Default, string Range, string Effect, T Value, Func<string, Option<T>> Create)
    : Limit(Name, OptionName, Unit, Default, Range, Effect)
{
    public override Option CreateOption()
    {
        Option<T> option = Create(OptionName ?? $"--limit-{Name}");
        option.Hidden = true;
        return option;
    }
}
