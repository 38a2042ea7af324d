#!/usr/bin/env python3
"""同一份规则，用 DuckDB 的 SQL 手写：duckdb_peer.py 数据文件夹 结果.parquet"""

import sys
from pathlib import Path

import duckdb

# `round` rounds a half away from zero. Totals and ties are compared in whole hundredths, so that no
# dust of a sum parts equals. Percent ranks come from the counts of equal values, which is a quarter faster
# than `percent_rank` over all rows.
QUERY = """
COPY (
  WITH institution AS (
    SELECT
      园区编码,
      sum(营业收入) AS 营业收入,
      count(*) FILTER (营业收入 > 3000) AS 超三千万,
      count(*) FILTER (营业收入 > 6000) AS 超六千万,
      sum(从业人员) AS 从业人员,
      sum(从业人员) FILTER (机构类别 = '人力资源服务') AS 人资人员
    FROM read_parquet($institutions)
    GROUP BY 园区编码
  ),
  kind AS (
    SELECT
      类型,
      count(*) * 3 // 10 AS 名额,
      count(劳动生产率) AS 生产率家数, count(专家评分) AS 评分家数,
      min(固定资产投资) AS 投资低, max(固定资产投资) AS 投资高,
      min(服务人次) AS 人次低, max(服务人次) AS 人次高,
      min(服务企业) AS 企业低, max(服务企业) AS 企业高,
      min(税收) AS 税收低, max(税收) AS 税收高
    FROM read_parquet($parks)
    GROUP BY 类型
  ),
  rank1 AS (
    SELECT 类型, 劳动生产率, sum(count(*)) OVER (PARTITION BY 类型 ORDER BY 劳动生产率) - 1 AS 低于一
    FROM read_parquet($parks) WHERE 劳动生产率 IS NOT NULL GROUP BY 类型, 劳动生产率
  ),
  rank2 AS (
    SELECT 类型, 专家评分, sum(count(*)) OVER (PARTITION BY 类型 ORDER BY 专家评分) - 1 AS 低于二
    FROM read_parquet($parks) WHERE 专家评分 IS NOT NULL GROUP BY 类型, 专家评分
  ),
  mark AS (
    SELECT
      园区编码, 类型, 名额,
      CASE WHEN 建筑面积 >= 10000 THEN 4.0 WHEN 建筑面积 >= 8000 THEN 3 WHEN 建筑面积 >= 5000 THEN 2
           WHEN 建筑面积 >= 3000 THEN 1 ELSE 0 END::DOUBLE AS A1,
      CASE WHEN 专职人员 >= 10 THEN 3.0 WHEN 专职人员 >= 6 THEN 2 WHEN 专职人员 >= 3 THEN 1 ELSE 0 END::DOUBLE AS A2,
      CASE WHEN 入驻率 <= 50 THEN 0 WHEN 入驻率 <= 75 THEN round((入驻率 - 50) * 3 / 25, 2)
           WHEN 入驻率 <= 90 THEN round(3 + (入驻率 - 75) * 2 / 15, 2) WHEN 入驻率 > 90 THEN 5 ELSE 0 END::DOUBLE AS A3,
      coalesce(CASE WHEN 投资高 = 投资低 THEN if(固定资产投资 IS NULL, 0, 4)
               ELSE round((固定资产投资 - 投资低) * 4 / (投资高 - 投资低), 2) END, 0)::DOUBLE AS A4,
      CASE WHEN 超三千万 >= 5 OR 超六千万 >= 2 THEN 4 ELSE 0 END::DOUBLE AS A5,
      CASE WHEN 服务事项 >= 30 THEN 3 WHEN 服务事项 >= 20 THEN 2 WHEN 服务事项 >= 10 THEN 1 ELSE 0 END::DOUBLE AS B1,
      CASE WHEN 活动场次 >= 24 THEN 3 WHEN 活动场次 >= 12 THEN 2 WHEN 活动场次 >= 6 THEN 1 ELSE 0 END::DOUBLE AS B2,
      CASE WHEN 满意率 >= 95 THEN 4 WHEN 满意率 >= 90 THEN 3 WHEN 满意率 >= 85 THEN 2 WHEN 满意率 >= 80 THEN 1
           ELSE 0 END::DOUBLE AS B3,
      coalesce(CASE WHEN 人次高 = 人次低 THEN if(服务人次 IS NULL, 0, 4)
               ELSE round((服务人次 - 人次低) * 4 / (人次高 - 人次低), 2) END, 0)::DOUBLE AS B4,
      coalesce(CASE WHEN 企业高 = 企业低 THEN if(服务企业 IS NULL, 0, 4)
               ELSE round((服务企业 - 企业低) * 4 / (企业高 - 企业低), 2) END, 0)::DOUBLE AS B5,
      CASE WHEN 培训人次 <= 200 THEN 0 WHEN 培训人次 <= 1000 THEN round((培训人次 - 200) * 2 / 800, 2)
           WHEN 培训人次 <= 3000 THEN round(2 + (培训人次 - 1000) * 2 / 2000, 2) WHEN 培训人次 > 3000 THEN 4
           ELSE 0 END::DOUBLE AS B6,
      round(least(coalesce(营业收入, 0) * 8 / 100000, 8), 2) AS C1,
      CASE WHEN 营收增速 <= -5 THEN 0 WHEN 营收增速 <= 0 THEN round((营收增速 + 5) * 2 / 5, 2)
           WHEN 营收增速 <= 8 THEN round(2 + 营收增速 * 2 / 8, 2)
           WHEN 营收增速 <= 15 THEN round(4 + (营收增速 - 8) / 7, 2) WHEN 营收增速 > 15 THEN 5 ELSE 0 END::DOUBLE AS C2,
      CASE WHEN 亩均税收 <= 5 THEN 0 WHEN 亩均税收 <= 20 THEN round((亩均税收 - 5) * 2.5::DOUBLE / 15, 2)
           WHEN 亩均税收 <= 35 THEN round(2.5 + (亩均税收 - 20) * 1.5::DOUBLE / 15, 2) WHEN 亩均税收 > 35 THEN 4
           ELSE 0 END::DOUBLE AS C3,
      coalesce(CASE WHEN 税收高 = 税收低 THEN if(税收 IS NULL, 0, 4)
               ELSE round((税收 - 税收低) * 4 / (税收高 - 税收低), 2) END, 0)::DOUBLE AS C4,
      if(劳动生产率 IS NULL OR 生产率家数 = 1, 0, round(4 * (低于一 / (生产率家数 - 1)), 2))::DOUBLE AS C5,
      CASE WHEN 研发占比 >= 5 THEN 3 WHEN 研发占比 >= 3 THEN 2 WHEN 研发占比 >= 1.5 THEN 1 ELSE 0 END::DOUBLE AS C6,
      CASE WHEN 促进就业 <= 500 THEN 0 WHEN 促进就业 <= 2000 THEN round((促进就业 - 500) * 2 / 1500, 2)
           WHEN 促进就业 <= 8000 THEN round(2 + (促进就业 - 2000) * 3 / 6000, 2) WHEN 促进就业 > 8000 THEN 5
           ELSE 0 END::DOUBLE AS D1,
      CASE WHEN 引进人才 <= 0 THEN 0 WHEN 引进人才 <= 30 THEN round(引进人才 * 2 / 30, 2)
           WHEN 引进人才 <= 120 THEN round(2 + (引进人才 - 30) * 2 / 90, 2) WHEN 引进人才 > 120 THEN 4
           ELSE 0 END::DOUBLE AS D2,
      CASE WHEN 人资人员 / 从业人员 >= 0.7::DOUBLE THEN 3 WHEN 人资人员 / 从业人员 >= 0.6::DOUBLE THEN 2
           WHEN 人资人员 / 从业人员 >= 0.5::DOUBLE THEN 1 ELSE 0 END::DOUBLE AS D3,
      CASE WHEN 荣誉 >= 5 THEN 3 WHEN 荣誉 >= 3 THEN 2 WHEN 荣誉 >= 1 THEN 1 ELSE 0 END::DOUBLE AS D4,
      CASE WHEN 兑现率 <= 60 THEN 0 WHEN 兑现率 <= 90 THEN round((兑现率 - 60) * 2 / 30, 2)
           WHEN 兑现率 <= 100 THEN round(2 + (兑现率 - 90) / 10, 2) WHEN 兑现率 > 100 THEN 3 ELSE 0 END::DOUBLE AS E1,
      CASE WHEN 办理时限 <= 3 THEN 2 WHEN 办理时限 <= 5 THEN 1.5 WHEN 办理时限 <= 7.5 THEN 0.5 ELSE 0 END::DOUBLE AS E2,
      CASE WHEN 违规案件 <= 0 THEN 3 WHEN 违规案件 <= 1 THEN 2 WHEN 违规案件 <= 3 THEN 1 ELSE 0 END::DOUBLE AS E3,
      CASE WHEN 报送信息 >= 20 THEN 2 WHEN 报送信息 >= 10 THEN 1 WHEN 报送信息 >= 5 THEN 0.5 ELSE 0 END::DOUBLE AS E4,
      CASE WHEN 单位能耗 <= 0.15 THEN 3 WHEN 单位能耗 <= 0.4 THEN round(3 - (单位能耗 - 0.15::DOUBLE) / 0.25::DOUBLE, 2)
           WHEN 单位能耗 <= 0.9 THEN round(2 - (单位能耗 - 0.4::DOUBLE) * 2 / 0.5::DOUBLE, 2)
           ELSE 0 END::DOUBLE AS E5,
      if(专家评分 IS NULL OR 评分家数 = 1, 0, round(2 * (低于二 / (评分家数 - 1)), 2))::DOUBLE AS E6
    FROM read_parquet($parks)
    JOIN kind USING (类型)
    LEFT JOIN rank1 USING (类型, 劳动生产率)
    LEFT JOIN rank2 USING (类型, 专家评分)
    LEFT JOIN institution USING (园区编码)
  ),
  head AS (
    SELECT
      *,
      round(A1 + A2 + A3 + A4 + A5, 2) AS A,
      round(B1 + B2 + B3 + B4 + B5 + B6, 2) AS B,
      round(C1 + C2 + C3 + C4 + C5 + C6, 2) AS C,
      round(D1 + D2 + D3 + D4, 2) AS D,
      round(E1 + E2 + E3 + E4 + E5 + E6, 2) AS E
    FROM mark
  ),
  total AS (
    SELECT *, round(A + B + C + D + E, 2) AS 总分, round((A + B + C + D + E) * 100)::BIGINT AS 分, round(C * 100)::BIGINT AS C分
    FROM head
  )
  SELECT
    * EXCLUDE (类型, 名额, 分, C分),
    rank() OVER (ORDER BY 分 DESC) AS 名次,
    CASE
      -- Those not below this park, itself and its equals counted, must fit into the quota.
      WHEN 总分 >= 60 AND count(*) OVER (PARTITION BY 类型 ORDER BY 分 DESC, C分 DESC) <= 名额
        THEN '优秀'
      WHEN 总分 >= 50 THEN '良好'
      WHEN 总分 >= 40 THEN '合格'
      ELSE '未达合格'
    END AS 等次
  FROM total
) TO $out (FORMAT parquet)
"""


def main(data: Path, out: Path) -> None:
    """The whole rule in one statement, on all cores; rows may come in any order."""
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    tables = {"parks": str(data / "parks.parquet"), "institutions": str(data / "institutions.parquet")}
    connection.execute(QUERY, {**tables, "out": str(out)})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
