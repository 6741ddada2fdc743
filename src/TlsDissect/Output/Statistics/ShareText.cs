using System.Globalization;
using TlsDissect.Output.Text;

namespace TlsDissect.Output.Statistics;

/// <summary>
/// Wording of shares. A share is always part of those that have a value: how many these are of all is told beside the shares.
/// </summary>
internal static class ShareText
{
    /// <summary>Formats a part in whole percent. Only all is 100%, and only nothing is 0%.</summary>
    public static string Percent(double share) => share switch
    {
        > 0 and < 0.005 => "<1%",
        >= 0.995 and < 1 => ">99%",
        _ => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0}%"),
    };

    /// <summary>The whole of shares: <c>60 of 63 connections</c>, or <c>63 connections</c> if all have a value.</summary>
    /// <param name="known">Number of those that have a value.</param>
    /// <param name="all">Number of all.</param>
    /// <param name="noun">What they are.</param>
    public static string Whole(long known, long all, string noun) => known == all
        ? Plural.Of(all, noun)
        : string.Create(CultureInfo.InvariantCulture, $"{known:N0} of {Plural.Of(all, noun)}");
}
